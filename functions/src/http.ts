import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoDropStore } from '@gaveldrop/adapters/aws/dynamo-drop-store';
import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { dynamoLedger } from '@gaveldrop/adapters/aws/dynamo-ledger';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoPaddleStore } from '@gaveldrop/adapters/aws/dynamo-paddle-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { gatewayDisconnect } from '@gaveldrop/adapters/aws/gateway-disconnect';
import { managementClient } from '@gaveldrop/adapters/aws/management-client';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import { systemChance } from '@gaveldrop/adapters/aws/system-chance';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { createAgreements, createNumberings } from '@gaveldrop/saleroom';
import { createApp } from './http/app.ts';
import { gatewayHandler } from './http/gateway-handler.ts';
import { signingKeys } from './lots/signing-keys.ts';

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
export const handler = gatewayHandler(
  createApp({
    ...settings,
    clock,
    chance: systemChance(clock),
    digest: systemDigest,
    keys: signingKeys(),
    drops,
    rules,
    lots: dynamoLotStore(dynamo, lotsTable),
    agreements: createAgreements(rules),
    numberings: createNumberings({ clock, drops }),
    history: dynamoHistoryStore(dynamo, recordsTable),
    paddles: dynamoPaddleStore(dynamo, recordsTable),
    ledger: dynamoLedger(dynamo, recordsTable),
    audience: dynamoAudienceStore(dynamo, connectionsTable),
    broadcast: gatewayDisconnect(managementClient(), emfMetrics(clock)),
  }),
);
