import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { patientShardRead } from '@gaveldrop/adapters/aws/dynamo-shard-reads';
import { lotFromStreamImage } from '@gaveldrop/adapters/aws/lot-from-stream-image';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import { recordChange } from '@gaveldrop/saleroom';
import { eachLotInOrder } from './lots/each-lot-in-order.ts';
import { lotPorts } from './lots/lot-ports.ts';
import { parkBugs } from './lots/park-bugs.ts';
import type { BatchResponse } from './lots/queue-event.ts';
import type { StreamEvent } from './lots/stream-event.ts';

const { config, dynamo: _, ...shared } = lotPorts(patientShardRead);
const ports = { ...shared, history: dynamoHistoryStore(steadyDynamo(), config.recordsTable) };

const record = parkBugs(ports, async ({ dynamodb: { OldImage, NewImage } }) => {
  const after = NewImage === undefined ? undefined : lotFromStreamImage(NewImage);
  const before = OldImage === undefined ? undefined : lotFromStreamImage(OldImage);
  if (after !== undefined) await recordChange(ports, { before, after });
});

/** Keeps every committed change as history, and repeats its pulse. What cannot be handled is parked, never lost. */
export const handler = (event: StreamEvent): Promise<BatchResponse> => eachLotInOrder(event, record);
