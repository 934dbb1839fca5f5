/** Which records of a shard are done, when several lanes finish them out of order. */
export type ShardProgress = {
  readonly began: (sequenceNumber: string) => void;
  /** Marks one as done. The answer is the last of those that are done without a gap, if that is a new one. */
  readonly done: (sequenceNumber: string) => string | undefined;
  /** Records begun and not yet passed by the answer of `done`. */
  readonly pending: () => number;
};

export function createShardProgress(): ShardProgress {
  /** In the shard's order; true when done. A map keeps the order in which its keys came. */
  const begun = new Map<string, boolean>();
  return {
    began: (sequenceNumber) => {
      begun.set(sequenceNumber, false);
    },
    done: (sequenceNumber) => {
      begun.set(sequenceNumber, true);
      let passed: string | undefined;
      for (const [first, isDone] of begun) {
        if (!isDone) break;
        begun.delete(first);
        passed = first;
      }
      return passed;
    },
    pending: () => begun.size,
  };
}
