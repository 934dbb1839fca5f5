import { Fragment, type VNode } from 'preact';
import { formatMoney } from '../money/format-money.ts';

type MoneyLine = { readonly label: string; readonly amountCents: number };

type MoneyLinesProps = {
  readonly currency: string;
  readonly lines: readonly MoneyLine[];
  readonly total: MoneyLine;
};

/** Amounts under each other, and their sum; lines of nothing are left out. */
export function MoneyLines({ currency, lines, total }: MoneyLinesProps): VNode {
  return (
    <dl class="money-lines">
      {lines
        .filter(({ amountCents }) => amountCents !== 0)
        .map(({ label, amountCents }) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{formatMoney(amountCents, currency)}</dd>
          </Fragment>
        ))}
      <dt class="total">{total.label}</dt>
      <dd class="total">{formatMoney(total.amountCents, currency)}</dd>
    </dl>
  );
}
