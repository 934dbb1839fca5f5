import { nudgeMessage, parseNudge } from '@gaveldrop/adapters/nudge-message';
import { giveUpAt, type Nudge } from '@gaveldrop/saleroom';
import type { EpochMs } from '@gaveldrop/units';
import { timeoutsMs } from './function-pool.ts';
import type { World } from './world.ts';

/** The nudge queue: at least once on a good day; late, early, twice or never on a bad one. */
export type NudgeQueue = { send(nudges: readonly Nudge[], nowMs: EpochMs): void };

const visibilityMs = 60_000;
const receivesMax = 5;

export function createNudgeQueue(world: () => World): NudgeQueue {
  const deliver = (body: string, receives: number): void => {
    const { scheduler, functions, saleroom } = world();
    functions.invoke({
      of: 'close',
      handle: ({ ports }) =>
        saleroom.closeLot(ports, parseNudge(body), giveUpAt(ports.clock.nowMs(), timeoutsMs.close)),
      done: () => undefined,
      failed: () => {
        if (receives < receivesMax) scheduler.after(visibilityMs, () => deliver(body, receives + 1));
      },
    });
  };
  return {
    send: (nudges, nowMs) => {
      const { scheduler, faults, choices } = world();
      for (const nudge of nudges) {
        const { body, delayS } = nudgeMessage(nudge, nowMs);
        const delayMs = delayS * 1_000;
        const copies = faults.strikes('nudgeDoubled') ? 2 : 1;
        for (let copy = 0; copy < copies; copy += 1) {
          if (faults.strikes('nudgeLost')) continue;
          let inMs = delayMs + choices.whole(2, 60);
          if (faults.strikes('nudgeEarly')) inMs = choices.whole(0, delayMs);
          if (faults.strikes('nudgeLate'))
            inMs = delayMs + choices.whole(200, choices.happens(0.3) ? 20_000 : 5_000);
          scheduler.after(inMs, () => deliver(body, 1));
        }
      }
    },
  };
}
