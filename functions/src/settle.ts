import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { dynamoLedger } from '@gaveldrop/adapters/aws/dynamo-ledger';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { lotFromStreamImage } from '@gaveldrop/adapters/aws/lot-from-stream-image';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { createAgreements, settleLot } from '@gaveldrop/saleroom';
import { eachLotInOrder } from './lots/each-lot-in-order.ts';
import { parkBugs } from './lots/park-bugs.ts';
import type { BatchResponse } from './lots/queue-event.ts';
import type { StreamEvent } from './lots/stream-event.ts';

const { recordsTable } = functionConfig(['recordsTable']);
const dynamo = steadyDynamo();
const ports = {
  metrics: emfMetrics(systemClock()),
  agreements: createAgreements(dynamoRulesStore(dynamo, recordsTable)),
  ledger: dynamoLedger(dynamo, recordsTable),
  history: dynamoHistoryStore(dynamo, recordsTable),
};

const settle = parkBugs(ports, async ({ dynamodb: { NewImage } }) => {
  const lot = NewImage === undefined ? undefined : lotFromStreamImage(NewImage);
  if (lot !== undefined) await settleLot(ports, lot);
});

/** Turns sold lots into transfers, once each; retried until it is done. What cannot be handled is parked, never lost. */
export const handler = (event: StreamEvent): Promise<BatchResponse> => eachLotInOrder(event, settle);
