import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Pulses } from '@gaveldrop/saleroom';
import { pulseMessages } from '../pulse-message.ts';
import { sendBatches } from './send-batches.ts';

/** The pulse queue, a FIFO one. */
export const sqsPulses = (client: SQSClient, queueUrl: string): Pulses => ({
  send: async (dropId, shardCount, lot, timeoutMs) => {
    const entries = pulseMessages(dropId, shardCount, lot).map(({ body, groupId, deduplicationId }) => ({
      MessageBody: body,
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
    }));
    await sendBatches(client, queueUrl, entries, timeoutMs);
  },
});
