import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { fault } from '@gaveldrop/saleroom';
import { adapterLimits } from '../adapter-limits.ts';
import { writeOnce } from './try-again.ts';

/** A message without the id that tells it from the others of its batch. */
export type QueueEntry = Omit<SendMessageBatchRequestEntry, 'Id'>;

/**
 * Sends messages in as many batches as they need, all at the same time.
 * @throws a `Fault` if any message was not taken, or a batch not answered within `timeoutMs`; others may have been taken.
 */
export async function sendBatches(
  client: SQSClient,
  queueUrl: string,
  messages: readonly QueueEntry[],
  timeoutMs: number,
): Promise<void> {
  const abortSignal = AbortSignal.timeout(timeoutMs);
  const sendBatch = async (batch: readonly QueueEntry[]): Promise<void> => {
    const Entries = batch.map((message, at) => ({ ...message, Id: String(at) }));
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries });
    const { Failed } = await writeOnce('send to a queue', () => client.send(command, { abortSignal }));
    const [failed] = Failed ?? [];
    if (failed !== undefined)
      throw fault('unavailable', `a queue did not take a message: ${failed.Code}`, failed);
  };
  const batches: Promise<void>[] = [];
  for (let at = 0; at < messages.length; at += adapterLimits.queueBatchMax)
    batches.push(sendBatch(messages.slice(at, at + adapterLimits.queueBatchMax)));
  await Promise.all(batches);
}
