import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { dynamoShardReads, shardReadInABidsWay } from '@gaveldrop/adapters/aws/dynamo-shard-reads';
import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { queueCalls } from '@gaveldrop/adapters/aws/queue-calls';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { sqsPulses } from '@gaveldrop/adapters/aws/sqs-pulses';
import { systemChance } from '@gaveldrop/adapters/aws/system-chance';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { createAgreements, createPublisher } from '@gaveldrop/saleroom';

/** What every function that changes a lot works with; made once, when the function is loaded. */
export function lotPorts(shardRead = shardReadInABidsWay) {
  const config = functionConfig(['lotsTable', 'recordsTable', 'connectionsTable', 'pulseQueueUrl']);
  const dynamo = quickDynamo();
  const clock = systemClock();
  const metrics = emfMetrics(clock);
  const audience = dynamoShardReads(dynamo, config.connectionsTable, shardRead);
  const pulses = sqsPulses(queueCalls(config.pulseQueueUrl, clock), config.pulseQueueUrl);
  return {
    config,
    dynamo,
    clock,
    metrics,
    digest: systemDigest,
    chance: systemChance(clock),
    lots: dynamoLotStore(dynamo, config.lotsTable),
    agreements: createAgreements(dynamoRulesStore(dynamo, config.recordsTable)),
    publisher: createPublisher({ clock, metrics, audience, pulses }),
  };
}
