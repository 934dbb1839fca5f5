import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Nudges } from '@gaveldrop/saleroom';
import { adapterLimits } from '../adapter-limits.ts';
import { nudgeMessage } from '../nudge-message.ts';
import { sendBatches } from './send-batches.ts';

/** The nudge queue, a standard one with a delay for each message. */
export const sqsNudges = (client: SQSClient, queueUrl: string): Nudges => ({
  send: async (nudges, nowMs) => {
    const messages = nudges.map((nudge) => {
      const { body, delayS } = nudgeMessage(nudge, nowMs);
      return { MessageBody: body, DelaySeconds: delayS };
    });
    const abortSignal = AbortSignal.timeout(adapterLimits.queueTimeoutMs);
    await sendBatches(messages, (Entries) =>
      client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }), { abortSignal }),
    );
  },
});
