import type { PublicCatalogueEntry, PublicLot } from '@gaveldrop/protocol';
import type { EpochMs, PaddleNumber } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { LotClock } from '../app/lot-clock.tsx';
import { LotPicture } from '../app/lot-picture.tsx';
import { LotStanding } from '../app/lot-standing.tsx';
import { closingRuleWords } from '../words/closing-rule-words.ts';
import { estimateWords } from '../words/estimate-words.ts';
import { timeOfDay } from '../words/time-of-day.ts';

type LotStageProps = {
  readonly lot: PublicLot;
  /** Absent until the catalogue has been read. */
  readonly entry: PublicCatalogueEntry | undefined;
  readonly paddleNumber: PaddleNumber | undefined;
  readonly money: (amountCents: number) => string;
  readonly serverNowMs: () => EpochMs;
};

/** The lot everyone looks at: what it is, how it stands, and how long it has. */
export function LotStage({ lot, entry, paddleNumber, money, serverNowMs }: LotStageProps): VNode {
  const latest = lot.latestCloseAtMs === undefined ? undefined : timeOfDay(lot.latestCloseAtMs);
  const estimate = entry === undefined ? undefined : estimateWords(entry, money);
  return (
    <section class="stage" aria-labelledby="lot-title">
      <LotPicture pictures={entry?.pictures} title={entry?.title ?? ''} />
      <div class="stage-title">
        <p class="quiet small">
          Lot {lot.number}
          {estimate === undefined ? null : ` · ${estimate}`}
        </p>
        <h1 id="lot-title">{entry?.title ?? `Lot ${lot.number}`}</h1>
      </div>
      <div class="stage-figures">
        <LotStanding lot={lot} entry={entry} paddleNumber={paddleNumber} money={money} />
        <LotClock lot={lot} serverNowMs={serverNowMs} />
      </div>
      {lot.bidCount === 0 && lot.outcome === undefined ? (
        <p class="quiet small">{closingRuleWords(lot.closing, latest)}</p>
      ) : null}
      {entry?.description === undefined ? null : <p class="stage-description">{entry.description}</p>}
    </section>
  );
}
