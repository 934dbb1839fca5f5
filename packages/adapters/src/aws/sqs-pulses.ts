import { fault, type Pulses } from '@gaveldrop/saleroom';
import { adapterLimits } from '../adapter-limits.ts';
import { type PulseMessage, pulseMessages } from '../pulse-message.ts';
import type { SignedCall } from './signed-calls.ts';
import { writeOnce } from './try-again.ts';

/** The pulse queue, a FIFO one: as many batches as the shards need, all at the same time. @param call a call of SQS. */
export const sqsPulses = (call: SignedCall, queueUrl: string): Pulses => ({
  send: async (dropId, shardCount, lot, timeoutMs) => {
    const messages = pulseMessages(dropId, shardCount, lot);
    const sendBatch = async (batch: readonly PulseMessage[]): Promise<void> => {
      const Entries = batch.map(({ body, groupId, deduplicationId }, at) => ({
        Id: String(at),
        MessageBody: body,
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
      }));
      const input = { QueueUrl: queueUrl, Entries };
      const answer = await writeOnce('send a pulse', () => call('SendMessageBatch', input, timeoutMs));
      const { Failed } = answer as { readonly Failed?: readonly { readonly Code?: string }[] };
      const [failed] = Failed ?? [];
      if (failed !== undefined)
        throw fault('unavailable', `the queue did not take a pulse: ${failed.Code}`, failed);
    };
    const batches: Promise<void>[] = [];
    for (let at = 0; at < messages.length; at += adapterLimits.queueBatchMax)
      batches.push(sendBatch(messages.slice(at, at + adapterLimits.queueBatchMax)));
    await Promise.all(batches);
  },
});
