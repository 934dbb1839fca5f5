import type { StatementAnswer } from '@gaveldrop/protocol';
import type { VNode } from 'preact';
import { formatMoney } from '../money/format-money.ts';
import { StatementLineView } from './statement-line-view.tsx';

/** A statement as it stands: the opening balance, a line for each lot, the closing balance. [M10] */
export function StatementView({ statement }: { readonly statement: StatementAnswer }): VNode {
  const { dropTitle, sellerId, currency, issuedAtMs, openingCents, closingCents, lines } = statement;
  return (
    <>
      <section class="card" aria-labelledby="statement">
        <h1 id="statement">{dropTitle}</h1>
        <p class="quiet small">
          Seller {sellerId} · as of {new Date(issuedAtMs).toLocaleString()}
        </p>
        <dl class="money-lines">
          <dt>Opening balance</dt>
          <dd>{formatMoney(openingCents, currency)}</dd>
          {lines.map(({ lotId, lotNumber, lotTitle, netCents }) => [
            <dt key={`${lotId} title`}>
              Lot {lotNumber}, {lotTitle}
            </dt>,
            <dd key={lotId}>{formatMoney(netCents, currency)}</dd>,
          ])}
          <dt class="total">Closing balance</dt>
          <dd class="total">{formatMoney(closingCents, currency)}</dd>
        </dl>
      </section>
      <section class="card" aria-labelledby="statement-lines">
        <h2 id="statement-lines">Line by line</h2>
        {lines.length === 0 ? <p>No lot of yours has been sold in this drop.</p> : null}
        <ol class="rows">
          {lines.map((line) => (
            <StatementLineView key={line.lotId} line={line} currency={currency} />
          ))}
        </ol>
      </section>
    </>
  );
}
