type Taken = { readonly ReceiptHandle: string };
type Kept = { readonly messageGroupId?: string; readonly sequenceNumber?: string };

/** What we use of the emulator's queue; it is not part of what the emulator promises, so its version is fixed. */
type FifoQueue = {
  readonly fifoMessages: Map<string, Kept[]>;
  /** How many messages of each group are out; a group that is here is handed out no more. */
  readonly fifoLockedGroups: Map<string, number>;
  readonly inflightMessages: Map<string, { readonly message: Kept }>;
  dequeueFifo(this: FifoQueue, most: number, ...rest: unknown[]): Taken[];
};

/** `ReceiveMessage` gives at most this many at once. */
const receivedMax = 10;

const bySequence = ({ sequenceNumber: one = '' }: Kept, { sequenceNumber: other = '' }: Kept): number =>
  one < other ? -1 : Number(one > other);

/**
 * Makes the emulator hand out a FIFO queue as SQS does: as many messages of one group as wait in it, then those of the
 * next, in the order in which they were sent. By itself it gives one of each group, so that what waits in a group is never seen
 * together; and it puts a batch that comes back into its group in the opposite order.
 */
export async function handOutWholeGroups(): Promise<void> {
  const { href } = new URL('sqs/sqsStore.js', import.meta.resolve('fauxqs'));
  const store: { readonly SqsQueue: { readonly prototype: FifoQueue } } = await import(href);
  const queue = store.SqsQueue.prototype;
  const { dequeueFifo: takeOneOfEach } = queue;

  queue.dequeueFifo = function (this: FifoQueue, most: number, ...rest: unknown[]): Taken[] {
    for (const messages of this.fifoMessages.values()) messages.sort(bySequence);
    const taken: Taken[] = [];
    const out = new Map<string, number>();
    while (taken.length < Math.min(most, receivedMax)) {
      const [one] = takeOneOfEach.call(this, 1, ...rest);
      if (one === undefined) break;
      taken.push(one);
      const group = this.inflightMessages.get(one.ReceiptHandle)?.message.messageGroupId ?? '';
      out.set(group, (out.get(group) ?? 0) + 1);
      // The same receive may have more of it.
      this.fifoLockedGroups.delete(group);
    }
    for (const [group, count] of out) this.fifoLockedGroups.set(group, count);
    return taken;
  };
}
