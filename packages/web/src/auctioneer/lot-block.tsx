import type { DropClient } from '@gaveldrop/client';
import type { PublicCatalogueEntry, PublicLot } from '@gaveldrop/protocol';
import type { EpochMs } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { LotClock } from '../app/lot-clock.tsx';
import { LotStanding } from '../app/lot-standing.tsx';
import { LotThumbnail } from '../app/lot-thumbnail.tsx';
import { estimateWords } from '../words/estimate-words.ts';
import { LotCommands } from './lot-commands.tsx';

type LotBlockProps = {
  readonly lot: PublicLot | undefined;
  readonly entry: PublicCatalogueEntry | undefined;
  readonly client: DropClient | undefined;
  readonly money: (amountCents: number) => string;
  readonly serverNowMs: () => EpochMs;
};

/** The lot on the block, and what can be done with it. */
export function LotBlock({ lot, entry, client, money, serverNowMs }: LotBlockProps): VNode {
  if (lot === undefined)
    return (
      <section class="card">
        <h2>On the block</h2>
        <p>No lot is left to open. Add one, or read the results in the catalogue.</p>
      </section>
    );
  return (
    <section class="card" aria-labelledby="block">
      <div class="block-head">
        <LotThumbnail pictures={entry?.pictures} />
        <div class="link-row-text">
          <p class="quiet small">
            Lot {lot.number}
            {entry === undefined ? '' : ` · ${estimateWords(entry, money) ?? 'no estimate'}`}
          </p>
          <h2 id="block">{entry?.title ?? `Lot ${lot.number}`}</h2>
        </div>
      </div>
      <div class="stage-figures">
        <LotStanding lot={lot} entry={entry} paddleNumber={undefined} money={money} />
        <LotClock lot={lot} serverNowMs={serverNowMs} />
      </div>
      {lot.extensions === 0 ? null : (
        <p class="quiet small">Late bids have moved the close {lot.extensions} ×.</p>
      )}
      <LotCommands lot={lot} client={client} />
    </section>
  );
}
