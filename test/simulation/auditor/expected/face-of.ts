import type { Agreement, StoredLot } from '../../observation.ts';
import { ruleNumbers } from '../rule-numbers.ts';
import { askingOf } from './asking-of.ts';
import { isOver, isRunning } from './status-of.ts';

/** What anyone may see of a lot, as plain JSON. */
export type ShownFace = Readonly<Record<string, unknown>>;

/** The public form of a stored lot: nothing in it is private. [L4] */
export function faceOf(lot: StoredLot, agreement: Agreement): ShownFace {
  const { closing, reserveCents } = agreement.rules;
  const opened = lot.openedAtMs !== undefined;
  const paused = lot.status === 'paused';
  const sold = lot.status === 'sold';
  const price = opened ? lot.priceCents : undefined;
  return {
    lotId: lot.lotId,
    number: lot.number,
    sequence: lot.sequence,
    committedAtMs: lot.committedAtMs,
    status: lot.status,
    priceCents: price,
    askingPriceCents: askingOf(lot, agreement),
    leadingPaddle: isRunning(lot) ? lot.leader?.paddleNumber : undefined,
    bidCount: lot.bidCount ?? 0,
    reserveMet: reserveCents === undefined || (price !== undefined && price >= reserveCents),
    openedAtMs: lot.openedAtMs,
    closesAtMs: paused ? undefined : lot.closesAtMs,
    remainingMs: paused ? lot.remainingMs : undefined,
    latestCloseAtMs: lot.latestCloseAtMs,
    extensions: lot.extensions ?? 0,
    closing: {
      ...closing,
      climaxMs: closing.climaxMs ?? ruleNumbers.climaxMs,
      fairWarningMs: closing.fairWarningMs ?? ruleNumbers.fairWarningMs,
      commitGraceMs: ruleNumbers.commitGraceMs,
    },
    outcome: isOver(lot) ? lot.status : undefined,
    hammerPriceCents: sold ? lot.hammerPriceCents : undefined,
    buyerPaddle: sold ? lot.buyerPaddle : undefined,
    chainHead: isOver(lot) ? lot.chainHead : undefined,
  };
}
