import type { DropClient } from '@gaveldrop/client';
import type { PublicCatalogueEntry, PublicLot } from '@gaveldrop/protocol';
import type { VNode } from 'preact';
import { isLiveLot } from '../app/lot-order.ts';
import { LotThumbnail } from '../app/lot-thumbnail.tsx';
import { lotStatusWords } from '../words/lot-status-words.ts';
import { LotCommands } from './lot-commands.tsx';

type CatalogueTableProps = {
  readonly lots: readonly PublicLot[];
  readonly catalogue: readonly PublicCatalogueEntry[];
  readonly client: DropClient | undefined;
  readonly money: (amountCents: number) => string;
};

/** Every lot of the drop, how it stands, and what can be done with it; what is on the block is told there. */
export function CatalogueTable({ lots, catalogue, client, money }: CatalogueTableProps): VNode {
  const lotOf = new Map(lots.map((lot) => [lot.lotId, lot]));
  return (
    <section class="card" aria-labelledby="catalogue">
      <h2 id="catalogue">Catalogue</h2>
      {catalogue.length === 0 ? <p class="quiet">No lots yet. Add the first below.</p> : null}
      <ol class="rows">
        {catalogue.map((entry) => (
          <li key={entry.lotId} class="catalogue-row">
            <LotThumbnail pictures={entry.pictures} />
            <div class="link-row-text">
              <strong>
                {entry.number}. {entry.title}
              </strong>
              <p class="quiet small">
                {statusOf(lotOf.get(entry.lotId), money)} · seller {entry.sellerId} · starts at{' '}
                {money(entry.startPriceCents)}
              </p>
            </div>
            <RowCommands lot={lotOf.get(entry.lotId)} client={client} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function statusOf(lot: PublicLot | undefined, money: (amountCents: number) => string): string {
  if (lot === undefined) return 'Scheduled';
  const words = lotStatusWords(lot.status);
  const priceCents = lot.hammerPriceCents ?? lot.priceCents;
  return priceCents === undefined ? words : `${words}, ${money(priceCents)}`;
}

function RowCommands({ lot, client }: Pick<CatalogueTableProps, 'client'> & { lot: PublicLot | undefined }) {
  if (lot === undefined || isLiveLot(lot)) return null;
  return <LotCommands lot={lot} client={client} />;
}
