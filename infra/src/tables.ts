import { tableKeys } from '@gaveldrop/adapters/names';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

const { BINARY, STRING } = dynamodb.AttributeType;

/**
 * The three tables, each for one kind of access, on demand and with point-in-time recovery.
 * `lots` and `records` hold what people bid and are owed: neither goes with the stack.
 */
export class Tables extends Construct {
  /** One item a lot, which decides its bids; its stream is the only source of the history. */
  readonly lots: dynamodb.Table;
  /** Everything that is kept: drops, rules, paddles, history, transfers, statements. */
  readonly records: dynamodb.Table;
  /** Who listens, and tickets: all of it expires by itself. */
  readonly connections: dynamodb.Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    const onDemand = {
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    };
    const kept = { deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN };

    this.lots = new dynamodb.Table(this, 'Lots', {
      ...onDemand,
      ...kept,
      partitionKey: { name: tableKeys.lots.partition, type: BINARY },
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    });
    // Sparse: a lot is in it only while it is not final, so the sweep reads open lots and nothing else.
    this.lots.addGlobalSecondaryIndex({
      indexName: tableKeys.openLots.index,
      partitionKey: { name: tableKeys.openLots.partition, type: STRING },
      sortKey: { name: tableKeys.openLots.sort, type: STRING },
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    });

    this.records = new dynamodb.Table(this, 'Records', {
      ...onDemand,
      ...kept,
      partitionKey: { name: tableKeys.records.partition, type: STRING },
      sortKey: { name: tableKeys.records.sort, type: STRING },
    });

    this.connections = new dynamodb.Table(this, 'Connections', {
      ...onDemand,
      removalPolicy: RemovalPolicy.DESTROY,
      partitionKey: { name: tableKeys.connections.partition, type: STRING },
      sortKey: { name: tableKeys.connections.sort, type: STRING },
      timeToLiveAttribute: tableKeys.connections.expiresAtS,
    });
  }
}
