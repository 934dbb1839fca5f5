import type { FunctionName } from './function-names.ts';

/** The memory of each function in MB; it buys processor time in proportion, 1,769 MB being one whole processor. */
export const functionMemoryMb = {
  authorize: 512,
  connect: 256,
  disconnect: 256,
  hello: 512,
  ping: 256,
  // A whole processor: a bid is worked out in one go, and people are waiting.
  bid: 1_769,
  lot: 512,
  unknown: 256,
  record: 512,
  settle: 512,
  // The same: a shard takes as many posts as it has phones, and each is signed.
  broadcast: 1_769,
  close: 512,
  sweep: 512,
  http: 1_024,
} as const satisfies Readonly<Record<FunctionName, number>>;
