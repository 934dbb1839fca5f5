import type { PublicCatalogueEntry, PublicLot } from '@gaveldrop/protocol';
import type { PaddleNumber } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { bidCountWords, reserveWords, standingWords } from '../words/standing-words.ts';

type LotStandingProps = {
  readonly lot: PublicLot;
  readonly entry: PublicCatalogueEntry | undefined;
  readonly paddleNumber: PaddleNumber | undefined;
  readonly money: (amountCents: number) => string;
};

/** Price, leader, bids and reserve. */
export function LotStanding({ lot, entry, paddleNumber, money }: LotStandingProps): VNode {
  const startsAtCents = lot.askingPriceCents ?? entry?.startPriceCents;
  const shownCents = lot.priceCents ?? startsAtCents;
  const own = paddleNumber !== undefined && (lot.leadingPaddle ?? lot.buyerPaddle) === paddleNumber;
  return (
    <div class="standing">
      <span class="quiet small">{lot.priceCents === undefined ? 'Starts at' : 'Price'}</span>
      <span class="standing-price figures">{shownCents === undefined ? '–' : money(shownCents)}</span>
      <span class={own ? 'standing-leader standing-own' : 'standing-leader'} aria-live="polite">
        {standingWords(lot, paddleNumber)}
      </span>
      <span class="quiet small">
        {bidCountWords(lot.bidCount)}
        {lot.outcome === undefined ? ` · ${reserveWords(lot)}` : ''}
      </span>
    </div>
  );
}
