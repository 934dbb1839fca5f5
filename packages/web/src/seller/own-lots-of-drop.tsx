import type { PublicLot } from '@gaveldrop/protocol';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { isFinalLot } from '../app/lot-order.ts';
import { LotThumbnail } from '../app/lot-thumbnail.tsx';
import { useSnapshots } from '../app/use-snapshots.ts';
import { formatMoney } from '../money/format-money.ts';
import { lotStatusWords } from '../words/lot-status-words.ts';
import { bidCountWords } from '../words/standing-words.ts';
import { NetCalculator } from './net-calculator.tsx';
import type { OwnEntries } from './own-entries.ts';

/** A seller's lots in one drop: how each stands, and what a price would bring. */
export function OwnLotsOfDrop({ drop, entries }: OwnEntries): VNode {
  const [over, setOver] = useState(false);
  const { lots } = useSnapshots(drop.dropId, !over);
  const lotOf = new Map(lots.map((lot) => [lot.lotId, lot]));
  const allOver = entries.every(({ lotId }) => {
    const lot = lotOf.get(lotId);
    return lot !== undefined && isFinalLot(lot);
  });
  if (allOver !== over) setOver(allOver);
  const money = (amountCents: number): string => formatMoney(amountCents, drop.currency);
  return (
    <section class="card" aria-label={drop.title}>
      <h2>{drop.title}</h2>
      <ul class="rows">
        {entries.map((entry) => (
          <li key={entry.lotId} class="lot-row">
            <div class="lot-row-head">
              <LotThumbnail pictures={entry.pictures} />
              <div class="link-row-text">
                <strong>
                  {entry.number}. {entry.title}
                </strong>
                <p class="quiet small figures">{statusOf(lotOf.get(entry.lotId), money)}</p>
              </div>
            </div>
            <NetCalculator entry={entry} currency={drop.currency} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function statusOf(lot: PublicLot | undefined, money: (amountCents: number) => string): string {
  if (lot === undefined || lot.status === 'scheduled') return 'Scheduled';
  const words = lotStatusWords(lot.status);
  if (lot.hammerPriceCents !== undefined) return `${words} at ${money(lot.hammerPriceCents)}`;
  if (lot.priceCents === undefined) return `${words}, no bids`;
  return `${words}, ${money(lot.priceCents)}, ${bidCountWords(lot.bidCount)}`;
}
