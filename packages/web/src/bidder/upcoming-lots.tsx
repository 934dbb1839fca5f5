import type { PublicCatalogueEntry, PublicLot } from '@gaveldrop/protocol';
import type { VNode } from 'preact';
import { LotThumbnail } from '../app/lot-thumbnail.tsx';
import { estimateWords } from '../words/estimate-words.ts';

type UpcomingLotsProps = {
  readonly lots: readonly PublicLot[];
  readonly catalogue: readonly PublicCatalogueEntry[];
  readonly shown: PublicLot | undefined;
  readonly money: (amountCents: number) => string;
};

/** The lots still to come, in order. */
export function UpcomingLots({ lots, catalogue, shown, money }: UpcomingLotsProps): VNode | null {
  const statusOf = new Map(lots.map(({ lotId, status }) => [lotId, status]));
  const upcoming = catalogue.filter(
    ({ lotId }) => lotId !== shown?.lotId && (statusOf.get(lotId) ?? 'scheduled') === 'scheduled',
  );
  if (upcoming.length === 0) return null;
  return (
    <section class="card" aria-labelledby="upcoming">
      <h2 id="upcoming">Coming up</h2>
      <ul class="rows">
        {upcoming.map((entry) => (
          <li key={entry.lotId} class="link-row">
            <LotThumbnail pictures={entry.pictures} />
            <span class="link-row-text">
              {entry.number}. {entry.title}
              <br />
              <span class="quiet small">
                {estimateWords(entry, money) ?? `Starts at ${money(entry.startPriceCents)}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
