import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { gatewayBroadcast } from '@gaveldrop/adapters/aws/gateway-broadcast';
import { managementClient } from '@gaveldrop/adapters/aws/management-client';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { parsePulse } from '@gaveldrop/adapters/pulse-message';
import { broadcastPulses, createAgreements, type Posted } from '@gaveldrop/saleroom';
import { epochMs } from '@gaveldrop/units';
import type { QueueEvent } from './lots/queue-event.ts';
import { watched } from './watch/watched.ts';

const config = functionConfig(['lotsTable', 'recordsTable', 'connectionsTable']);
const dynamo = quickDynamo();
const clock = systemClock();
const metrics = emfMetrics(clock);
const ports = {
  clock,
  metrics,
  lots: dynamoLotStore(dynamo, config.lotsTable),
  agreements: createAgreements(dynamoRulesStore(dynamo, config.recordsTable)),
  audience: dynamoAudienceStore(dynamo, config.connectionsTable),
  broadcast: gatewayBroadcast(managementClient(), metrics),
};
const posted: Posted = new Map();

/** Posts changed lots to the viewers of a shard. */
export const handler = watched(
  ({ Records }: QueueEvent): Promise<void> =>
    broadcastPulses(
      ports,
      posted,
      Records.map(({ body, attributes }) => ({
        pulse: parsePulse(body),
        sentAtMs: epochMs(Number(attributes.SentTimestamp)),
      })),
    ),
);
