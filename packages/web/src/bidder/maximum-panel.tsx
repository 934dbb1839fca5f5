import type { PublicLot } from '@gaveldrop/protocol';
import type { Cents, PaddleNumber } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { formatMoney } from '../money/format-money.ts';
import { MaximumSheet } from './maximum-sheet.tsx';
import { leastMaximumCents, type OwnMaximum } from './own-maximum.ts';

type MaximumPanelProps = {
  readonly lot: PublicLot;
  readonly currency: string;
  readonly paddleNumber: PaddleNumber;
  /** The maximum this phone knows of. */
  readonly standing: OwnMaximum | undefined;
  /** Whether a maximum could be left now. */
  readonly mayBid: boolean;
  readonly totalOf: (amountCents: Cents) => string | undefined;
  readonly onBid: (amountCents: Cents) => void;
};

/** Who one is here, one's own maximum, and the way to leave or raise it. */
export function MaximumPanel(props: MaximumPanelProps): VNode {
  const { lot, currency, paddleNumber, standing, mayBid, totalOf, onBid } = props;
  const [open, setOpen] = useState(false);
  const leastCents = leastMaximumCents(lot, paddleNumber, standing);
  return (
    <div class="dock-row">
      <span class="quiet small">
        You are <strong>paddle {paddleNumber}</strong>
        {standing === undefined ? null : (
          <>
            <br />
            <span class="figures">Maximum {formatMoney(standing.amountCents, currency)}</span>
            {standing.stands ? '' : ', passed'}
          </>
        )}
      </span>
      {lot.outcome !== undefined ? null : (
        <button
          class="button dock-maximum"
          type="button"
          disabled={!mayBid || leastCents === undefined}
          onClick={() => setOpen(true)}
        >
          {standing?.stands === true ? 'Raise maximum' : 'Leave a maximum'}
        </button>
      )}
      {open && leastCents !== undefined ? (
        <MaximumSheet
          currency={currency}
          leastCents={leastCents}
          totalOf={totalOf}
          onBid={onBid}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
