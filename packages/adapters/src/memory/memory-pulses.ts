import type { Pulse, Pulses } from '@gaveldrop/saleroom';
import { parsePulse, pulseMessages } from '../pulse-message.ts';

export type MemoryPulses = Pulses & {
  /** Takes out what waits, in the order it came. */
  drain(): readonly Pulse[];
};

/** The pulse queue in memory: a deduplication id is taken once, for ever. */
export function memoryPulses(): MemoryPulses {
  const seen = new Set<string>();
  const waiting: string[] = [];
  return {
    send: async (dropId, shardCount, lot) => {
      for (const { body, deduplicationId } of pulseMessages(dropId, shardCount, lot)) {
        if (seen.has(deduplicationId)) continue;
        seen.add(deduplicationId);
        waiting.push(body);
      }
    },
    drain: () => waiting.splice(0).map(parsePulse),
  };
}
