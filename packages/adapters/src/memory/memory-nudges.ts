import type { Nudge, Nudges } from '@gaveldrop/saleroom';
import { type EpochMs, epochMs } from '@gaveldrop/units';
import { nudgeMessage, parseNudge } from '../nudge-message.ts';

/** A nudge on its way, and when the queue would hand it out. */
export type WaitingNudge = { readonly nudge: Nudge; readonly visibleAtMs: EpochMs };

export type MemoryNudges = Nudges & {
  /** Takes out all that waits, in the order it was sent. */
  drain(): readonly WaitingNudge[];
};

/** The nudge queue in memory. */
export function memoryNudges(): MemoryNudges {
  const waiting: WaitingNudge[] = [];
  return {
    send: async (nudges, nowMs) => {
      for (const nudge of nudges) {
        const { body, delayS } = nudgeMessage(nudge, nowMs);
        waiting.push({ nudge: parseNudge(body), visibleAtMs: epochMs(nowMs + delayS * 1_000) });
      }
    },
    drain: () => waiting.splice(0),
  };
}
