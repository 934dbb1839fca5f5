import { dynamoLedger } from '@gaveldrop/adapters/aws/dynamo-ledger';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { lotFromStreamImage } from '@gaveldrop/adapters/aws/lot-from-stream-image';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { createAgreements, settleLot } from '@gaveldrop/saleroom';
import { eachLotInOrder } from './lots/each-lot-in-order.ts';
import type { BatchResponse } from './lots/queue-event.ts';
import type { StreamEvent, StreamRecord } from './lots/stream-event.ts';

const { recordsTable } = functionConfig(['recordsTable']);
const dynamo = steadyDynamo();
const ports = {
  agreements: createAgreements(dynamoRulesStore(dynamo, recordsTable)),
  ledger: dynamoLedger(dynamo, recordsTable),
};

async function settle({ dynamodb }: StreamRecord): Promise<void> {
  const lot = dynamodb.NewImage === undefined ? undefined : lotFromStreamImage(dynamodb.NewImage);
  if (lot !== undefined) await settleLot(ports, lot);
}

/** Turns sold lots into transfers, once each. Retried until it is done: nothing about money is given up on. */
export const handler = (event: StreamEvent): Promise<BatchResponse> => eachLotInOrder(event, settle);
