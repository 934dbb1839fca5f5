import { assert, type DurationMs, durationMs, type EpochMs, epochMs, limits } from '@gaveldrop/units';
import type { Problem } from './ladder.ts';

/** What a late bid does to the close. [C2] [C3] [C4] */
export type Extension =
  | { readonly mode: 'none' }
  | {
      readonly mode: 'reset' | 'add';
      /** A bid with this much or less to go extends. */
      readonly windowMs: DurationMs;
      /** The first extension. */
      readonly amountMs: DurationMs;
      /** Each next extension as a share of the last: 1 to 10,000; absent, no shrinking. */
      readonly shrinkBp?: number | undefined;
      /** No extension is shorter than this; absent, 0. */
      readonly minAmountMs?: DurationMs | undefined;
      /** No close is later than the first close plus this; absent, no cap. */
      readonly capMs?: DurationMs | undefined;
    };

/** When a lot closes, and what moves that. */
export type ClosingPolicy = {
  /** From opening to the first close; absent, the lot ends only by the hammer command. [C1] [C11] */
  readonly durationMs?: DurationMs | undefined;
  readonly extension: Extension;
  /** The last stretch that counts as the climax; absent, `limits.climaxMs`. [C9] */
  readonly climaxMs?: DurationMs | undefined;
  /** The last call, and what a hammer command leaves; absent, `limits.fairWarningMs`. [C9] [C11] */
  readonly fairWarningMs?: DurationMs | undefined;
};

export const fairWarningMs = (closing: ClosingPolicy): DurationMs =>
  closing.fairWarningMs ?? limits.fairWarningMs;

/** The length of extension number `extensions + 1`, rounded down at each step, never under its floor. [C3] */
export function extensionAmountMs(
  extension: Exclude<Extension, { mode: 'none' }>,
  extensions: number,
): DurationMs {
  const floor = extension.minAmountMs ?? durationMs(0);
  let amount: number = Math.max(extension.amountMs, floor);
  if (extension.shrinkBp === undefined || extension.shrinkBp === 10_000) return durationMs(amount);
  for (let past = 0; past < extensions && amount > floor; past += 1)
    amount = Math.max(Math.floor((amount * extension.shrinkBp) / 10_000), floor);
  return durationMs(amount);
}

/** The latest possible close of a lot whose first close is `firstCloseMs`, or none where nothing caps it. [C4] */
export function latestClose(closing: ClosingPolicy, firstCloseMs: EpochMs): EpochMs | undefined {
  if (closing.extension.mode === 'none') return firstCloseMs;
  if (closing.extension.capMs === undefined) return undefined;
  return epochMs(firstCloseMs + closing.extension.capMs);
}

/**
 * Where a bid that extends moves the close, or nothing when it does not move. [C2] [C3] [C4]
 * @param receivedAtMs the bid's receipt, at or before `closesAtMs`.
 */
export function extendedClose(
  closing: ClosingPolicy,
  closesAtMs: EpochMs,
  latestCloseAtMs: EpochMs | undefined,
  extensions: number,
  receivedAtMs: EpochMs,
): EpochMs | undefined {
  const { extension } = closing;
  if (extension.mode === 'none') return undefined;
  assert(receivedAtMs <= closesAtMs, 'a late bid extends nothing');
  if (closesAtMs - receivedAtMs > extension.windowMs) return undefined;
  const from = extension.mode === 'reset' ? receivedAtMs : closesAtMs;
  const wanted = from + extensionAmountMs(extension, extensions);
  const moved = latestCloseAtMs === undefined ? wanted : Math.min(wanted, latestCloseAtMs);
  return moved > closesAtMs ? epochMs(moved) : undefined;
}

/** What is wrong with a closing policy, or nothing. */
export function closingProblem(closing: ClosingPolicy, field = 'closing'): Problem | undefined {
  const tooLong = (ms: number | undefined): boolean => ms !== undefined && ms > limits.closingMsMax;
  if (closing.durationMs !== undefined && closing.durationMs < 1_000)
    return { field: `${field}.durationMs`, problem: 'must be at least 1,000' };
  if (tooLong(closing.durationMs))
    return { field: `${field}.durationMs`, problem: `must be at most ${limits.closingMsMax}` };
  if (tooLong(closing.climaxMs))
    return { field: `${field}.climaxMs`, problem: `must be at most ${limits.closingMsMax}` };
  if (fairWarningMs(closing) < limits.fairWarningMinMs)
    return { field: `${field}.fairWarningMs`, problem: `must be at least ${limits.fairWarningMinMs}` };
  if (tooLong(closing.fairWarningMs))
    return { field: `${field}.fairWarningMs`, problem: `must be at most ${limits.closingMsMax}` };
  const { extension } = closing;
  if (extension.mode === 'none') return undefined;
  const here = `${field}.extension`;
  for (const key of ['windowMs', 'amountMs', 'minAmountMs', 'capMs'] as const)
    if (tooLong(extension[key]))
      return { field: `${here}.${key}`, problem: `must be at most ${limits.closingMsMax}` };
  if (extension.windowMs < 1) return { field: `${here}.windowMs`, problem: 'must be at least 1' };
  if (extension.amountMs < 1) return { field: `${here}.amountMs`, problem: 'must be at least 1' };
  if (extension.shrinkBp !== undefined && (extension.shrinkBp < 1 || extension.shrinkBp > 10_000))
    return { field: `${here}.shrinkBp`, problem: 'must be 1 to 10,000' };
  if (extension.minAmountMs !== undefined && extension.minAmountMs > extension.amountMs)
    return { field: `${here}.minAmountMs`, problem: 'must not be above amountMs' };
  return undefined;
}
