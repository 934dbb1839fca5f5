import { parsePulse, pulseMessages } from '@gaveldrop/adapters/pulse-message';
import type { PublicLot } from '@gaveldrop/bidding';
import { type DropId, epochMs, limits } from '@gaveldrop/units';
import type { World } from './world.ts';

type Waiting = { readonly body: string; readonly sentAtMs: number; receives: number };
type Group = { readonly messages: Waiting[]; taken: boolean };

/**
 * The pulse queue: in order for each group, one batch of a group at a time until it has been handled, a deduplication id
 * taken once.
 */
export type PulseQueue = { send(dropId: DropId, shardCount: number, lot: PublicLot): void };

const visibilityMs = 6_000;
const receivesMax = 2;
const retentionMs = 60_000;

export function createPulseQueue(world: () => World): PulseQueue {
  const seen = new Set<string>();
  const groups = new Map<string, Group>();

  /** Takes what waits in a group, so much at the most; the group is then taken until it is released. */
  const take = (group: Group, most: number): readonly Waiting[] => {
    const oldestMs = world().scheduler.nowMs() - retentionMs;
    const fresh = group.messages.filter(({ sentAtMs }) => sentAtMs >= oldestMs);
    group.messages.splice(0, group.messages.length, ...fresh);
    const batch = group.messages.slice(0, most);
    for (const message of batch) message.receives += 1;
    group.taken = batch.length > 0;
    return batch;
  };

  const handOut = (group: Group): void => {
    const { scheduler, choices, functions, saleroom } = world();
    if (group.taken) return;
    const taken = new Map([[group, take(group, limits.pulseBatchMax)]]);
    const batch = [...(taken.get(group) ?? [])];
    if (batch.length === 0) return;
    // What is left of a batch may be filled with what waits in other groups.
    for (const other of groups.values()) {
      if (other.taken || batch.length >= limits.pulseBatchMax || choices.happens(0.5)) continue;
      const more = take(other, limits.pulseBatchMax - batch.length);
      taken.set(other, more);
      batch.push(...more);
    }
    const release = (over: (message: Waiting) => boolean): void => {
      for (const [from, messages] of taken) {
        const kept = from.messages.filter((message) => !messages.includes(message) || !over(message));
        from.messages.splice(0, from.messages.length, ...kept);
        from.taken = false;
      }
      for (const from of taken.keys()) handOut(from);
    };
    functions.invoke({
      of: 'broadcast',
      handle: ({ ports }) =>
        saleroom.broadcastPulses(
          ports,
          ports.memory,
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
