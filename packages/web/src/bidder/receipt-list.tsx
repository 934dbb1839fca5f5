import { assertNever } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { bidRefusalWords } from '../words/bid-refusal-words.ts';
import { timeOfDay } from '../words/time-of-day.ts';
import type { ReceiptLine } from './receipt-lines.ts';

type ReceiptListProps = {
  readonly lines: readonly ReceiptLine[];
  readonly money: (amountCents: number) => string;
};

/** Each bid with what its receipt says of it. */
export function ReceiptList({ lines, money }: ReceiptListProps): VNode {
  if (lines.length === 0) return <p class="quiet small">You have no bids in this drop yet.</p>;
  return (
    <ul class="rows">
      {lines.map((line) => (
        <li key={line.bidId} class="proof-row">
          <span class="figures">
            Lot {line.lotNumber ?? '?'}: {line.kind === 'maximum' ? 'maximum ' : ''}
            <strong>{money(line.amountCents)}</strong>
          </span>
          <span class="quiet small figures">{timeOfDay(line.receivedAtMs)}</span>
          <span class="proof-row-wide">{whatItSays(line, money)}</span>
        </li>
      ))}
    </ul>
  );
}

function whatItSays(line: ReceiptLine, money: (amountCents: number) => string): string {
  switch (line.came) {
    case 'leading':
      return `Accepted, leading: entry ${line.sequence}`;
    case 'outbid':
      return `Accepted, outbid at once: entry ${line.sequence}`;
    case 'refused': {
      const asking = line.askingPriceCents === undefined ? undefined : money(line.askingPriceCents);
      return line.code === undefined ? 'Refused' : `Refused, signed: ${bidRefusalWords(line.code, asking)}`;
    }
    default:
      return assertNever(line.came);
  }
}
