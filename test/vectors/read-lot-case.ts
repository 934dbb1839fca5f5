import type { IncrementLadder } from '@gaveldrop/bidding';
import { type ClosingPolicy, closingProblem, type Extension, ladderProblem } from '@gaveldrop/bidding';
import { type Cents, durationMs, limits, type PaddleNumber, paddleNumber } from '@gaveldrop/units';
import { amountAt, listAt, maybe, objectAt, textAt, wholeAt } from './read-field.ts';
import { ladderAt } from './read-ladder.ts';

export type LotStep = {
  readonly atMs: number;
  readonly bid: {
    readonly bidId: string;
    readonly attempt: number;
    readonly paddle: PaddleNumber;
    readonly amountCents: Cents;
    readonly kind: 'exact' | 'maximum';
  };
  readonly expected: Readonly<Record<string, unknown>>;
};

/** A case of kind `lot`, checked: one lot, bids in order, and how the hammer should fall. */
export type LotCase = {
  readonly name: string;
  readonly startPriceCents: Cents;
  readonly reserveCents: Cents | undefined;
  readonly sellerPaddles: readonly PaddleNumber[];
  readonly ladder: IncrementLadder;
  readonly closing: ClosingPolicy;
  readonly openedAtMs: number;
  readonly steps: readonly LotStep[];
  readonly hammer: Readonly<Record<string, unknown>>;
};

const paddleAt = (field: string, value: unknown): PaddleNumber => {
  const text = textAt(field, value);
  if (!/^[1-9][0-9]{0,4}$/.test(text)) throw new Error(`${field} must be a paddle number as text`);
  return paddleNumber(Number(text));
};

const lengthAt = (field: string, value: unknown) => {
  const length = wholeAt(field, value);
  if (length < 0 || length > limits.closingMsMax)
    throw new Error(`${field} must be from 0 to ${limits.closingMsMax}`);
  return durationMs(length);
};

function extensionAt(field: string, value: unknown): Extension {
  const extension = objectAt(field, value);
  const mode = textAt(`${field}.mode`, extension.mode);
  if (mode === 'none') return { mode };
  if (mode !== 'reset' && mode !== 'add') throw new Error(`${field}.mode must be 'none', 'reset' or 'add'`);
  return {
    mode,
    windowMs: lengthAt(`${field}.windowMs`, extension.windowMs),
    amountMs: lengthAt(`${field}.amountMs`, extension.amountMs),
    shrinkBp: maybe(`${field}.shrinkBp`, extension.shrinkBp, wholeAt),
    minAmountMs: maybe(`${field}.minAmountMs`, extension.minAmountMs, lengthAt),
    capMs: maybe(`${field}.capMs`, extension.capMs, lengthAt),
  };
}

function stepAt(field: string, value: unknown): LotStep {
  const step = objectAt(field, value);
  const bid = objectAt(`${field}.bid`, step.bid);
  const kind = textAt(`${field}.bid.kind`, bid.kind);
  if (kind !== 'exact' && kind !== 'maximum')
    throw new Error(`${field}.bid.kind must be 'exact' or 'maximum'`);
  const expected = objectAt(`${field}.expect`, step.expect);
  if (!('outcome' in expected) && !('refused' in expected))
    throw new Error(`${field}.expect must give an outcome or a refusal`);
  return {
    atMs: wholeAt(`${field}.atMs`, step.atMs),
    bid: {
      bidId: textAt(`${field}.bid.bidId`, bid.bidId),
      attempt: wholeAt(`${field}.bid.attempt`, bid.attempt),
      paddle: paddleAt(`${field}.bid.paddle`, bid.paddle),
      amountCents: amountAt(`${field}.bid.amountCents`, bid.amountCents),
      kind,
    },
    expected,
  };
}

/** @throws an Error that names the field when the case is malformed or its rules make no sense. */
export function readLotCase(value: unknown): LotCase {
  const root = objectAt('case', value);
  const lot = objectAt('lot', root.lot);
  const closing = objectAt('lot.closing', lot.closing);
  const read: LotCase = {
    name: textAt('name', root.name),
    startPriceCents: amountAt('lot.startPriceCents', lot.startPriceCents),
    reserveCents: maybe('lot.reserveCents', lot.reserveCents, amountAt),
    sellerPaddles: listAt('lot.sellerPaddles', lot.sellerPaddles ?? []).map((each, index) =>
      paddleAt(`lot.sellerPaddles[${index}]`, each),
    ),
    ladder: ladderAt('lot.ladder', lot.ladder),
    closing: {
      durationMs: maybe('lot.closing.durationMs', closing.durationMs, lengthAt),
      extension: extensionAt('lot.closing.extension', closing.extension),
    },
    openedAtMs: wholeAt('lot.openedAtMs', lot.openedAtMs),
    steps: listAt('steps', root.steps).map((step, index) => stepAt(`steps[${index}]`, step)),
    hammer: objectAt('hammer', root.hammer),
  };
  const problem = ladderProblem(read.ladder, 'lot.ladder') ?? closingProblem(read.closing, 'lot.closing');
  if (problem !== undefined) throw new Error(`${problem.field} ${problem.problem}`);
  return read;
}
