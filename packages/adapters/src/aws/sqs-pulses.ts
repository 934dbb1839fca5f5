import type { Pulses } from '@gaveldrop/saleroom';
import { pulseMessages } from '../pulse-message.ts';
import { type BatchAnswer, sendBatches } from './send-batches.ts';
import type { SignedCall } from './signed-calls.ts';

/** The pulse queue, a FIFO one. @param call a call of SQS. */
export const sqsPulses = (call: SignedCall, queueUrl: string): Pulses => ({
  send: async (dropId, shardCount, lot, timeoutMs) => {
    const messages = pulseMessages(dropId, shardCount, lot).map(({ body, groupId, deduplicationId }) => ({
      MessageBody: body,
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
    }));
    await sendBatches(messages, async (Entries) => {
      const answer = await call('SendMessageBatch', { QueueUrl: queueUrl, Entries }, timeoutMs);
      return answer as BatchAnswer;
    });
  },
});
