import type { BatchResponse } from './queue-event.ts';
import type { StreamEvent, StreamRecord } from './stream-event.ts';

const keyOf = ({ dynamodb }: StreamRecord): string => JSON.stringify(dynamodb.Keys);

/**
 * Handles a batch of a stream: each item's changes in their order, items beside one another.
 * An item's first failure holds back the rest of that item only; every change left undone is reported, so that it is
 * delivered again.
 */
export async function eachLotInOrder(
  { Records }: StreamEvent,
  handle: (record: StreamRecord) => Promise<void>,
): Promise<BatchResponse> {
  const byItem = new Map<string, StreamRecord[]>();
  for (const record of Records) byItem.set(keyOf(record), [...(byItem.get(keyOf(record)) ?? []), record]);
  const undone = await Promise.all(
    [...byItem.values()].map(async (records) => {
      for (const [at, record] of records.entries()) {
        try {
          await handle(record);
        } catch (thrown) {
          console.error(thrown);
          return records.slice(at);
        }
      }
      return [];
    }),
  );
  return {
    batchItemFailures: undone.flat().map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })),
  };
}
