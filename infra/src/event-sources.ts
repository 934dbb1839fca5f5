import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { LotStream } from './lot-stream.ts';
import type { Queues } from './queues.ts';
import type { SaleroomFunction } from './saleroom-function.ts';
import type { SaleroomFunctions } from './saleroom-functions.ts';

export interface EventSourcesProps {
  readonly functions: SaleroomFunctions;
  readonly stream: LotStream;
  readonly queues: Queues;
}

/** What the stream and the queues lead to. */
export class EventSources extends Construct {
  constructor(scope: Construct, id: string, props: EventSourcesProps) {
    super(scope, id);
    const { functions, queues, stream } = props;

    this.readStream('Record', functions.record, stream);
    // A lot is sold in exactly one of its changes; the others are none of settlement's business.
    this.readStream('Settle', functions.settle, stream, {
      dynamodb: { NewImage: { status: { S: ['sold'] } } },
    });

    // No batching window: a price waits for nobody. The queue hands out one batch of a group at a time, and the worker keeps
    // it until that shard's next post is due. A batch may hold several groups, whose shards that worker then posts to side by side.
    this.takeFrom('Broadcast', functions.broadcast, queues.pulse.queueArn, 10);
    // One lot an invocation: the closer sleeps until that lot's instant.
    this.takeFrom('Close', functions.close, queues.nudge.queueArn, 1);
  }

  /** The stream is the only source of history, so a record is tried until it expires, a day later. */
  private readStream(id: string, reader: SaleroomFunction, stream: LotStream, filter?: object): void {
    new lambda.CfnEventSourceMapping(this, id, {
      functionName: reader.lambda.functionName,
      eventSourceArn: stream.arn,
      startingPosition: 'TRIM_HORIZON',
      batchSize: 100,
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: -1,
      // What is reported as failed is tried again from there on; a record that can never be handled is parked, not reported.
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      // The most there is; each lot's records stay in order.
      parallelizationFactor: 10,
      // S3 gets the record itself; a queue or a topic would get where it was, of no use once it has expired.
      destinationConfig: { onFailure: { destination: stream.givenUp.bucketArn } },
      ...(filter === undefined ? {} : { filterCriteria: { filters: [{ pattern: JSON.stringify(filter) }] } }),
    });
  }

  private takeFrom(id: string, worker: SaleroomFunction, queueArn: string, batchSize: number): void {
    new lambda.CfnEventSourceMapping(this, id, {
      functionName: worker.lambda.functionName,
      eventSourceArn: queueArn,
      batchSize,
    });
  }
}
