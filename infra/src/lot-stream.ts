import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allow } from './allow.ts';
import { privateBucket } from './private-bucket.ts';

export interface LotStreamProps {
  readonly lots: dynamodb.Table;
}

/** The stream of the lots and the place where records go that a day of trying could not handle. */
export class LotStream extends Construct {
  readonly arn: string;
  /** Whole records, each with its error. It has no expiry: each is a piece of history that is nowhere else. */
  readonly givenUp: IBucket;
  /** What a reader of the stream may do, besides its work. */
  readonly readAndGiveUp: readonly iam.PolicyStatement[];

  constructor(scope: Construct, id: string, props: LotStreamProps) {
    super(scope, id);
    const { tableStreamArn } = props.lots;
    if (tableStreamArn === undefined) throw new Error('the Lots table has no stream');
    this.arn = tableStreamArn;

    this.givenUp = privateBucket(this, 'GivenUp');
    this.readAndGiveUp = [
      allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], this.arn),
      // Listing streams cannot be limited to one.
      allow(['dynamodb:ListStreams'], '*'),
      allow(['s3:ListBucket'], this.givenUp.bucketArn),
      allow(['s3:PutObject'], this.givenUp.arnForObjects('*')),
    ];
  }
}
