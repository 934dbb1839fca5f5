import type { StatementAnswer } from '@gaveldrop/protocol';
import type { VNode } from 'preact';
import { MoneyLines } from '../app/money-lines.tsx';
import { formatMoney } from '../money/format-money.ts';

type StatementLineViewProps = {
  readonly line: StatementAnswer['lines'][number];
  readonly currency: string;
};

/** One sold lot of a statement: its winning bid, its fees, and the transfers that moved the money. [M10] */
export function StatementLineView({ line, currency }: StatementLineViewProps): VNode {
  return (
    <li class="statement-line">
      <h3>
        Lot {line.lotNumber}, {line.lotTitle}
      </h3>
      <p class="quiet small">
        Winning bid: change {line.winningBidSequence} of lot {line.lotId}
      </p>
      <MoneyLines
        currency={currency}
        lines={[
          { label: 'Hammer price', amountCents: line.hammerPriceCents },
          { label: 'Shipping passed on', amountCents: line.shippingCents },
          { label: 'Commission', amountCents: -line.commissionCents },
          { label: 'Processing', amountCents: -line.processingCents },
          { label: 'Affiliate’s share', amountCents: -line.affiliateCents },
        ]}
        total={{ label: 'Net', amountCents: line.netCents }}
      />
      <details>
        <summary>{line.transfers.length === 1 ? '1 transfer' : `${line.transfers.length} transfers`}</summary>
        <ul class="transfers rows small">
          {line.transfers.map(({ transferId, kind, debitAccount, creditAccount, amountCents }) => (
            <li key={transferId}>
              {kind}: <strong class="figures">{formatMoney(amountCents, currency)}</strong> from{' '}
              {debitAccount} to {creditAccount} <span class="quiet">({transferId})</span>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
