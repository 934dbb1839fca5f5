import type { Cents } from '@gaveldrop/units';
import type { TargetedEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Field } from '../app/field.tsx';
import { Sheet } from '../app/sheet.tsx';
import { formatMoney } from '../money/format-money.ts';
import { parseMoney } from '../money/parse-money.ts';

type MaximumSheetProps = {
  readonly currency: string;
  /** The least maximum that would be taken now. */
  readonly leastCents: number;
  readonly totalOf: (amountCents: Cents) => string | undefined;
  readonly onBid: (amountCents: Cents) => void;
  readonly onClose: () => void;
};

/** Where a bidder enters a maximum, and reads what one is. [B5] */
export function MaximumSheet({ currency, leastCents, totalOf, onBid, onClose }: MaximumSheetProps): VNode {
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const parsed = parseMoney(typed, currency);
  const problem = problemOf(parsed, leastCents, currency);
  const totalText = parsed.kind === 'amount' ? totalOf(parsed.amountCents) : undefined;
  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (problem !== undefined || parsed.kind === 'invalid') return;
    onBid(parsed.amountCents);
    onClose();
  };
  return (
    <Sheet title="Leave a maximum" onClose={onClose}>
      <p>
        The saleroom bids for you up to this amount, and only as much as it takes to lead. Nobody else sees it
        while the lot runs; a maximum that was beaten is shown once the lot has closed. You can raise it, but
        not take it back.
      </p>
      <form class="sheet-content" onSubmit={submit} noValidate>
        <Field
          label={`My maximum in ${currency}`}
          hint={`At least ${formatMoney(leastCents, currency)}`}
          problem={tried ? problem : undefined}
        >
          <input
            class="figures"
            inputMode="decimal"
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: the sheet was opened to type this.
            autoFocus
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </Field>
        <p class="quiet small figures">{totalText === undefined ? '' : `At most ${totalText}`}</p>
        <button class="button button-main" type="submit">
          {parsed.kind === 'amount'
            ? `Leave ${formatMoney(parsed.amountCents, currency)}`
            : 'Leave a maximum'}
        </button>
        <button class="button" type="button" onClick={onClose}>
          Cancel
        </button>
      </form>
    </Sheet>
  );
}

function problemOf(
  parsed: ReturnType<typeof parseMoney>,
  leastCents: number,
  currency: string,
): string | undefined {
  if (parsed.kind === 'invalid') return parsed.problem;
  if (parsed.amountCents < leastCents) return `It must be at least ${formatMoney(leastCents, currency)} now.`;
  return undefined;
}
