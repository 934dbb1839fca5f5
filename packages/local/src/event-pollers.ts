import { assertNever } from './assert-never.ts';
import { createAwsJsonCall } from './aws-json-call.ts';
import { createCheckpoints } from './checkpoints.ts';
import type { FunctionPool } from './function-pool.ts';
import { instanceCount } from './instance-count.ts';
import { machine } from './machine.ts';
import { startQueuePoller } from './queue-poller.ts';
import type { FunctionPlan } from './read-functions.ts';
import type { SaleroomPlan } from './saleroom-plan.ts';
import { startStreamPoller } from './stream-poller.ts';
import { withinTimeout } from './within-timeout.ts';

export type EventPollersOptions = {
  readonly plan: Pick<SaleroomPlan, 'sources' | 'queues'>;
  readonly poolOf: (plan: FunctionPlan) => FunctionPool;
  readonly instances: Readonly<Record<string, number>>;
  readonly dynamodbEndpoint: string;
  readonly sqsEndpoint: string;
  readonly checkpointFile: string | undefined;
  readonly log: (line: string) => void;
};

/** What polls the streams and the queues for the functions. */
export type EventPollers = { readonly stop: () => Promise<void> };

/**
 * How long events that are being handled may take when the saleroom stops. A closer that waits for its instant is not waited
 * for: whatever is cut off comes again at the next start, as after a crash.
 */
const finishWithinMs = 1_000;

/** Starts a poller for each event source mapping. */
export function startEventPollers(options: EventPollersOptions): EventPollers {
  const { plan, poolOf, instances, dynamodbEndpoint, sqsEndpoint, log } = options;
  const database = createAwsJsonCall(dynamodbEndpoint, {
    service: 'dynamodb',
    targetPrefix: 'DynamoDB_20120810',
  });
  const streams = createAwsJsonCall(dynamodbEndpoint, {
    service: 'dynamodb',
    targetPrefix: 'DynamoDBStreams_20120810',
  });
  const sqs = createAwsJsonCall(sqsEndpoint, { service: 'sqs', targetPrefix: 'AmazonSQS' });
  const checkpoints = createCheckpoints(options.checkpointFile);

  const pollers = plan.sources.map((source) => {
    const { invoke } = poolOf(source.invokes);
    switch (source.kind) {
      case 'stream':
        return startStreamPoller({ plan: source, database, streams, invoke, checkpoints, log });
      case 'queue': {
        const busyMax = instanceCount(source.invokes, instances);
        return startQueuePoller({
          plan: source,
          sqs,
          queueUrl: `${sqsEndpoint}/${machine.accountId}/${source.queueName}`,
          retentionMs: plan.queues.find(({ name }) => name === source.queueName)?.retentionMs,
          concurrency: Math.min(busyMax, source.concurrencyMax ?? busyMax),
          invoke,
          log,
        });
      }
      default:
        return assertNever(source);
    }
  });

  return {
    stop: async () => {
      await withinTimeout(Promise.all(pollers.map((poller) => poller.stop())), finishWithinMs);
      checkpoints.flush();
      for (const calls of [database, streams, sqs]) calls.close();
    },
  };
}
