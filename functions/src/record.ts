import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { lotFromStreamImage } from '@gaveldrop/adapters/aws/lot-from-stream-image';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import { isFault, parkChange, recordChange } from '@gaveldrop/saleroom';
import { eachLotInOrder } from './lots/each-lot-in-order.ts';
import { lotPorts } from './lots/lot-ports.ts';
import { placeInStream } from './lots/place-in-stream.ts';
import type { BatchResponse } from './lots/queue-event.ts';
import type { StreamEvent, StreamRecord } from './lots/stream-event.ts';
import { countBug } from './watch/watched.ts';

const { config, dynamo: _, ...shared } = lotPorts();
const ports = { ...shared, history: dynamoHistoryStore(steadyDynamo(), config.recordsTable) };

async function record(change: StreamRecord): Promise<void> {
  const { OldImage, NewImage } = change.dynamodb;
  try {
    const after = NewImage === undefined ? undefined : lotFromStreamImage(NewImage);
    const before = OldImage === undefined ? undefined : lotFromStreamImage(OldImage);
    if (after !== undefined) await recordChange(ports, { before, after });
  } catch (thrown) {
    if (isFault(thrown)) throw thrown;
    console.error(thrown);
    countBug(thrown);
    await parkChange(ports, placeInStream(change), JSON.stringify(change), String(thrown));
  }
}

/** Keeps every committed change as history, and repeats its pulse. What cannot be handled is parked, never lost. */
export const handler = (event: StreamEvent): Promise<BatchResponse> => eachLotInOrder(event, record);
