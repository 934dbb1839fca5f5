import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { parsePulse } from '@gaveldrop/adapters/pulse-message';
import { broadcastPulses, createAgreements, createBroadcastMemory } from '@gaveldrop/saleroom';
import { epochMs } from '@gaveldrop/units';
import type { QueueEvent } from './lots/queue-event.ts';
import { reachViewers } from './lots/reach-viewers.ts';
import { watched } from './watch/watched.ts';

const config = functionConfig(['lotsTable', 'recordsTable']);
const dynamo = quickDynamo();
const clock = systemClock();
const metrics = emfMetrics(clock);
const memory = createBroadcastMemory();

const ports = {
  clock,
  metrics,
  lots: dynamoLotStore(dynamo, config.lotsTable),
  agreements: createAgreements(dynamoRulesStore(dynamo, config.recordsTable)),
  reach: reachViewers({ clock, metrics, dynamo, memory }),
};

/** Tells the viewers of a shard which lots have changed, and returns when the next post is due. */
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
