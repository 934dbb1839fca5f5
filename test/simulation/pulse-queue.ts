import { parsePulse, pulseMessages } from '@gaveldrop/adapters/pulse-message';
import type { PublicLot } from '@gaveldrop/bidding';
import { type DropId, epochMs } from '@gaveldrop/units';
import type { World } from './world.ts';

type Waiting = { readonly body: string; readonly sentAtMs: number; receives: number };
type Group = { readonly messages: Waiting[]; taken: boolean };

/** The pulse queue: in order for each group, one batch of a group at a time, a deduplication id taken once. */
export type PulseQueue = { send(dropId: DropId, shardCount: number, lot: PublicLot): void };

const batchMax = 10;
const visibilityMs = 6_000;
const receivesMax = 2;
const retentionMs = 60_000;

export function createPulseQueue(world: () => World): PulseQueue {
  const seen = new Set<string>();
  const groups = new Map<string, Group>();

  const handOut = (group: Group): void => {
    const { scheduler, functions, saleroom } = world();
    if (group.taken) return;
    const oldestMs = scheduler.nowMs() - retentionMs;
    const fresh = group.messages.filter(({ sentAtMs }) => sentAtMs >= oldestMs);
    group.messages.splice(0, group.messages.length, ...fresh);
    const batch = group.messages.slice(0, batchMax);
    if (batch.length === 0) return;
    group.taken = true;
    for (const message of batch) message.receives += 1;
    const release = (over: (message: Waiting) => boolean): void => {
      const kept = group.messages.filter((message) => !batch.includes(message) || !over(message));
      group.messages.splice(0, group.messages.length, ...kept);
      group.taken = false;
      handOut(group);
    };
    functions.invoke({
      of: 'broadcast',
      handle: ({ ports }) =>
        saleroom.broadcastPulses(
          ports,
          ports.posted,
          batch.map(({ body, sentAtMs }) => ({ pulse: parsePulse(body), sentAtMs: epochMs(sentAtMs) })),
        ),
      done: () => release(() => true),
      failed: () => scheduler.after(visibilityMs, () => release(({ receives }) => receives >= receivesMax)),
    });
  };

  return {
    send: (dropId, shardCount, lot) => {
      const { scheduler, faults, choices } = world();
      for (const { body, groupId, deduplicationId } of pulseMessages(dropId, shardCount, lot)) {
        if (seen.has(deduplicationId)) continue;
        seen.add(deduplicationId);
        if (faults.strikes('pulseLost')) continue;
        const group = groups.get(groupId) ?? { messages: [], taken: false };
        groups.set(groupId, group);
        const copies = faults.strikes('pulseDoubled') ? 2 : 1;
        for (let copy = 0; copy < copies; copy += 1) {
          group.messages.push({ body, sentAtMs: scheduler.nowMs(), receives: 0 });
          const late = faults.strikes('pulseLate');
          scheduler.after(late ? choices.whole(100, 4_000) : choices.whole(2, 15), () => handOut(group));
        }
      }
    },
  };
}
