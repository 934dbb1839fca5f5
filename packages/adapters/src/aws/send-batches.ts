import { fault } from '@gaveldrop/saleroom';
import { adapterLimits } from '../adapter-limits.ts';
import { writeOnce } from './try-again.ts';

/** A message with the id that tells it from the others of its batch. */
type BatchEntry<Message> = Message & { readonly Id: string };
/** What a queue answers to a batch, as far as it matters: which messages it did not take. */
export type BatchAnswer = { readonly Failed?: readonly { readonly Code?: string | undefined }[] | undefined };

/**
 * Sends messages in as many batches as they need, all at the same time.
 * @param sendBatch sends one batch, once
 * @throws a `Fault` if any message was not taken, or a batch was not answered; others may have been taken.
 */
export async function sendBatches<Message>(
  messages: readonly Message[],
  sendBatch: (entries: BatchEntry<Message>[]) => Promise<BatchAnswer>,
): Promise<void> {
  const send = async (batch: readonly Message[]): Promise<void> => {
    const entries = batch.map((message, at) => ({ ...message, Id: String(at) }));
    const { Failed } = await writeOnce('send to a queue', () => sendBatch(entries));
    const [failed] = Failed ?? [];
    if (failed !== undefined)
      throw fault('unavailable', `a queue did not take a message: ${failed.Code}`, failed);
  };
  const batches: Promise<void>[] = [];
  for (let at = 0; at < messages.length; at += adapterLimits.queueBatchMax)
    batches.push(send(messages.slice(at, at + adapterLimits.queueBatchMax)));
  await Promise.all(batches);
}
