import {
  assert,
  assertNever,
  type CommandId,
  durationMs,
  type EpochMs,
  epochMs,
  limits,
  type PaddleNumber,
} from '@gaveldrop/units';
import { fairWarningMs, latestClose } from './closing.ts';
import { commitDeadlineMs } from './decide-hammer.ts';
import { isFinal, isLive, type Lot, type LotRules } from './lot.ts';
import type { LotEvent } from './lot-event.ts';

/** What an auctioneer may tell a lot. [L2] */
export type LotCommand =
  | {
      readonly command: 'open';
      readonly commandId: CommandId;
      readonly suspendedPaddles: readonly PaddleNumber[];
    }
  | { readonly command: 'pause' | 'resume' | 'hammer'; readonly commandId: CommandId }
  | { readonly command: 'withdraw'; readonly commandId: CommandId; readonly reason: string };

/** Every answer "no" to a command. */
export const commandRefusalCodes = [
  'lot-unknown',
  'not-auctioneer',
  'lot-not-scheduled',
  'lot-not-open',
  'lot-not-paused',
  'lot-closed',
  'lots-open-max',
  'seller-unknown',
] as const;
export type CommandRefusalCode = (typeof commandRefusalCodes)[number];

/** `done` without events: the command had nothing left to do (a hammer command after the close). [C11] */
export type CommandDecision =
  | { readonly kind: 'refused'; readonly code: CommandRefusalCode }
  | { readonly kind: 'done'; readonly events: readonly LotEvent[] };

const refused = (code: CommandRefusalCode): CommandDecision => ({ kind: 'refused', code });
const done = (...events: LotEvent[]): CommandDecision => ({ kind: 'done', events });

/** Received after the close, or too late to be committed in its grace. */
function isPast(closesAtMs: EpochMs | undefined, receivedAtMs: EpochMs, nowMs: EpochMs): boolean {
  const deadlineMs = commitDeadlineMs(closesAtMs);
  if (closesAtMs === undefined || deadlineMs === undefined) return false;
  return receivedAtMs > closesAtMs || nowMs > deadlineMs;
}

/**
 * What becomes of an auctioneer's command on this state of the lot. [C1] [C10] [C11] [C14]
 * @param receivedAtMs the command's receipt: whether it came up to the close.
 * @param nowMs the deciding function's clock: what resuming and the hammer command count from.
 */
export function decideCommand(
  lot: Lot,
  rules: LotRules,
  command: LotCommand,
  receivedAtMs: EpochMs,
  nowMs: EpochMs,
): CommandDecision {
  const { commandId } = command;
  const { closing } = rules;
  const afterClose = isLive(lot) && isPast(lot.closesAtMs, receivedAtMs, nowMs);
  switch (command.command) {
    case 'open': {
      if (lot.status !== 'scheduled') return refused('lot-not-scheduled');
      const closesAtMs = closing.durationMs === undefined ? undefined : epochMs(nowMs + closing.durationMs);
      return done({
        type: 'LotOpened',
        commandId,
        openedAtMs: nowMs,
        closesAtMs,
        latestCloseAtMs: closesAtMs === undefined ? undefined : latestClose(closing, closesAtMs),
        suspendedPaddles: command.suspendedPaddles,
      });
    }
    case 'pause': {
      if (isFinal(lot) || (lot.status === 'open' && afterClose)) return refused('lot-closed');
      if (lot.status !== 'open') return refused('lot-not-open');
      const remainingMs =
        lot.closesAtMs === undefined ? undefined : durationMs(lot.closesAtMs - receivedAtMs);
      return done({ type: 'LotPaused', commandId, remainingMs });
    }
    case 'resume': {
      if (isFinal(lot)) return refused('lot-closed');
      if (lot.status !== 'paused') return refused('lot-not-paused');
      if (lot.remainingMs === undefined) return done({ type: 'LotResumed', commandId });
      assert(lot.closesAtMs !== undefined, 'a lot paused with time left had a close');
      const closesAtMs = epochMs(nowMs + Math.max(lot.remainingMs, limits.resumeMinMs));
      const latestCloseAtMs =
        lot.latestCloseAtMs === undefined
          ? undefined
          : epochMs(lot.latestCloseAtMs + (closesAtMs - lot.closesAtMs));
      return done({ type: 'LotResumed', commandId, closesAtMs, latestCloseAtMs });
    }
    case 'hammer': {
      if (isFinal(lot)) return refused('lot-closed');
      if (lot.status !== 'open') return refused('lot-not-open');
      if (afterClose) return done();
      const soonestMs = epochMs(nowMs + fairWarningMs(closing));
      if (lot.closesAtMs === undefined) {
        const latestCloseAtMs = latestClose(closing, soonestMs);
        return done({ type: 'HammerCalled', commandId, closesAtMs: soonestMs, latestCloseAtMs });
      }
      if (lot.closesAtMs <= soonestMs) return done();
      const { latestCloseAtMs } = lot;
      return done({ type: 'HammerCalled', commandId, closesAtMs: soonestMs, latestCloseAtMs });
    }
    case 'withdraw':
      if (isFinal(lot) || (lot.status === 'open' && afterClose)) return refused('lot-closed');
      return done({ type: 'LotWithdrawn', commandId, reason: command.reason });
    default:
      return assertNever(command);
  }
}
