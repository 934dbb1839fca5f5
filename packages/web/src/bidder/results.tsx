import type { PublicCatalogueEntry, PublicLot } from '@gaveldrop/protocol';
import type { PaddleNumber } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { isFinalLot } from '../app/lot-order.ts';
import { LotThumbnail } from '../app/lot-thumbnail.tsx';
import { standingWords } from '../words/standing-words.ts';

type ResultsProps = {
  readonly lots: readonly PublicLot[];
  readonly catalogue: readonly PublicCatalogueEntry[];
  readonly paddleNumber: PaddleNumber | undefined;
  readonly money: (amountCents: number) => string;
};

/** How the lots that are over ended, the latest first. */
export function Results({ lots, catalogue, paddleNumber, money }: ResultsProps): VNode | null {
  const ended = lots.filter(isFinalLot).sort((one, other) => other.committedAtMs - one.committedAtMs);
  if (ended.length === 0) return null;
  const entryOf = new Map(catalogue.map((entry) => [entry.lotId, entry]));
  return (
    <section class="card" aria-labelledby="results">
      <h2 id="results">Results</h2>
      <ul class="rows">
        {ended.map((lot) => (
          <li key={lot.lotId} class="link-row">
            <LotThumbnail pictures={entryOf.get(lot.lotId)?.pictures} />
            <span class="link-row-text">
              {lot.number}. {entryOf.get(lot.lotId)?.title ?? 'Lot'}
              <br />
              <span class="quiet small">{standingWords(lot, paddleNumber)}</span>
            </span>
            <strong class="figures">
              {lot.hammerPriceCents === undefined ? '' : money(lot.hammerPriceCents)}
            </strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
