import {
  type Cents,
  type ChainHash,
  type DurationMs,
  type EpochMs,
  type LotId,
  type LotNumber,
  limits,
  type PaddleNumber,
  type Sequence,
} from '@gaveldrop/units';
import { askingPriceCents } from './asking-price.ts';
import { type ClosingPolicy, fairWarningMs } from './closing.ts';
import { reserveMet } from './decide-hammer.ts';
import { isFinal, isLive, type Lot, type LotRules, type LotStatus } from './lot.ts';

/** The closing policy with every default filled in, and the grace. */
export type PublicClosing = ClosingPolicy & {
  readonly climaxMs: DurationMs;
  readonly fairWarningMs: DurationMs;
  readonly commitGraceMs: DurationMs;
};

/** All of a lot that ever leaves the engine: no reserve, no maximum, no identity. [L4] Absent keys do not apply. */
export type PublicLot = {
  readonly lotId: LotId;
  readonly number: LotNumber;
  readonly sequence: Sequence;
  readonly committedAtMs: EpochMs;
  readonly status: LotStatus;
  readonly priceCents?: Cents;
  readonly askingPriceCents?: Cents;
  readonly leadingPaddle?: PaddleNumber;
  readonly bidCount: number;
  readonly reserveMet: boolean;
  readonly openedAtMs?: EpochMs;
  /** Absent while paused: `remainingMs` then says what is left. */
  readonly closesAtMs?: EpochMs;
  readonly remainingMs?: DurationMs;
  readonly latestCloseAtMs?: EpochMs;
  readonly extensions: number;
  readonly closing: PublicClosing;
  readonly outcome?: 'sold' | 'passed' | 'withdrawn';
  readonly hammerPriceCents?: Cents;
  readonly buyerPaddle?: PaddleNumber;
  /** Of a final lot: what its history, hashed entry by entry, must come to. */
  readonly chainHead?: ChainHash;
};

/** The object without its absent values, so that what is serialized equals what is kept. */
function present<T extends object>(fields: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** A lot as anyone may see it. [L4] */
export function publicLot(lot: Lot, rules: LotRules): PublicLot {
  const bidden = lot.status === 'scheduled' ? undefined : lot;
  return present<PublicLot>({
    lotId: lot.lotId,
    number: lot.number,
    sequence: lot.sequence,
    committedAtMs: lot.committedAtMs,
    status: lot.status,
    priceCents: bidden?.priceCents,
    askingPriceCents: askingPriceCents(lot, rules),
    leadingPaddle: isLive(lot) ? lot.leader?.paddleNumber : undefined,
    bidCount: bidden?.bidCount ?? 0,
    reserveMet: reserveMet(rules, bidden?.priceCents),
    openedAtMs: bidden?.openedAtMs,
    closesAtMs: lot.status === 'paused' ? undefined : bidden?.closesAtMs,
    remainingMs: lot.status === 'paused' ? lot.remainingMs : undefined,
    latestCloseAtMs: bidden?.latestCloseAtMs,
    extensions: bidden?.extensions ?? 0,
    closing: publicClosing(rules.closing),
    outcome: isFinal(lot) ? lot.status : undefined,
    hammerPriceCents: lot.status === 'sold' ? lot.hammerPriceCents : undefined,
    buyerPaddle: lot.status === 'sold' ? lot.buyerPaddle : undefined,
    chainHead: isFinal(lot) ? lot.chainHead : undefined,
  });
}

const publicClosing = (closing: ClosingPolicy): PublicClosing => ({
  ...closing,
  climaxMs: closing.climaxMs ?? limits.climaxMs,
  fairWarningMs: fairWarningMs(closing),
  commitGraceMs: limits.commitGraceMs,
});

/** Whether anyone could tell the two apart by more than how often they changed; if not, nobody is told. [L4] */
export function publiclyDiffers(before: Lot | undefined, after: Lot, rules: LotRules): boolean {
  if (before === undefined) return true;
  const face = (lot: Lot): string =>
    JSON.stringify({ ...publicLot(lot, rules), sequence: 0, committedAtMs: 0 });
  return before.rulesId !== after.rulesId || face(before) !== face(after);
}
