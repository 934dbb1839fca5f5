import type { Nudge } from '@gaveldrop/saleroom';
import { assert, type EpochMs, limits } from '@gaveldrop/units';

/** A nudge as the queue takes it. */
export type NudgeMessage = {
  readonly body: string;
  /** Whole seconds, 0 to the longest the queue allows; a closer woken too soon sends the nudge again. */
  readonly delayS: number;
};

export const nudgeMessage = (nudge: Nudge, nowMs: EpochMs): NudgeMessage => ({
  body: JSON.stringify(nudge),
  delayS: Math.min(Math.max(0, Math.floor((nudge.dueAtMs - nowMs) / 1_000)), limits.nudgeDelayMaxS),
});

/** The nudge in a message's body. @throws (a bug) when it is none: nothing else is ever sent to that queue. */
export function parseNudge(body: string): Nudge {
  const nudge: Partial<Nudge> = JSON.parse(body);
  assert(
    typeof nudge.lotId === 'string' && typeof nudge.dueAtMs === 'number' && typeof nudge.kind === 'string',
    'a message of the nudge queue is a nudge',
  );
  return nudge as Nudge;
}
