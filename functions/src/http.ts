import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoDropStore } from '@gaveldrop/adapters/aws/dynamo-drop-store';
import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { dynamoLedger } from '@gaveldrop/adapters/aws/dynamo-ledger';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoPaddleStore } from '@gaveldrop/adapters/aws/dynamo-paddle-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { gatewayBroadcast } from '@gaveldrop/adapters/aws/gateway-broadcast';
import { managementClient } from '@gaveldrop/adapters/aws/management-client';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import { systemChance } from '@gaveldrop/adapters/aws/system-chance';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { createAgreements, createNumberings } from '@gaveldrop/saleroom';
import { handle } from 'hono/aws-lambda';
import { createApp } from './http/app.ts';

const { lotsTable, recordsTable, connectionsTable, ...settings } = functionConfig([
  'lotsTable',
  'recordsTable',
  'connectionsTable',
  'allowedOrigins',
  'groupClaim',
  'shardCount',
]);
const dynamo = steadyDynamo();
const clock = systemClock();
const drops = dynamoDropStore(dynamo, recordsTable);
const rules = dynamoRulesStore(dynamo, recordsTable);

/** Drops, lots, paddles, tickets, history and statements over HTTP. */
export const handler = handle(
  createApp({
    ...settings,
    clock,
    chance: systemChance(clock),
    drops,
    rules,
    lots: dynamoLotStore(dynamo, lotsTable),
    agreements: createAgreements(rules),
    numberings: createNumberings({ clock, drops }),
    history: dynamoHistoryStore(dynamo, recordsTable),
    paddles: dynamoPaddleStore(dynamo, recordsTable),
    ledger: dynamoLedger(dynamo, recordsTable),
    audience: dynamoAudienceStore(dynamo, connectionsTable),
    broadcast: gatewayBroadcast(managementClient(), emfMetrics(clock)),
  }),
);
