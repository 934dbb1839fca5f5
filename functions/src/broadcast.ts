import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { signedBroadcast } from '@gaveldrop/adapters/aws/signed-broadcast';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { functionConfig, functionCredentials } from '@gaveldrop/adapters/function-config';
import { parsePulse } from '@gaveldrop/adapters/pulse-message';
import { broadcastPulses, createAgreements, createBroadcastMemory } from '@gaveldrop/saleroom';
import { epochMs } from '@gaveldrop/units';
import type { QueueEvent } from './lots/queue-event.ts';
import { watched } from './watch/watched.ts';

const config = functionConfig([
  'lotsTable',
  'recordsTable',
  'connectionsTable',
  'managementEndpoint',
  'region',
]);
const dynamo = quickDynamo();
const clock = systemClock();
const metrics = emfMetrics(clock);
const ports = {
  clock,
  metrics,
  lots: dynamoLotStore(dynamo, config.lotsTable),
  agreements: createAgreements(dynamoRulesStore(dynamo, config.recordsTable)),
  audience: dynamoAudienceStore(dynamo, config.connectionsTable),
  broadcast: signedBroadcast({ ...config, credentials: functionCredentials(), clock }),
};
const memory = createBroadcastMemory();

/** Posts changed lots to the viewers of a shard, and returns when the next post is due. */
export const handler = watched(
  ({ Records }: QueueEvent): Promise<void> =>
    broadcastPulses(
      ports,
      memory,
      Records.map(({ body, attributes }) => ({
        pulse: parsePulse(body),
        sentAtMs: epochMs(Number(attributes.SentTimestamp)),
      })),
    ),
);
