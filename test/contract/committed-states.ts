import { lotFromStreamImage, type StreamImage } from '@gaveldrop/adapters/aws/lot-from-stream-image';
import type { Lot } from '@gaveldrop/bidding';
import type { LotId } from '@gaveldrop/units';
import { createAwsJsonCall } from '../../packages/local/src/aws-json-call.ts';
import { streamArnOf } from '../../packages/local/src/create-tables.ts';
import { endpoints } from './emulated-aws.ts';

type Page = {
  readonly Records?: readonly { readonly dynamodb?: { readonly NewImage?: StreamImage } }[];
  readonly NextShardIterator?: string;
};

const target = (name: string) => ({ service: 'dynamodb', targetPrefix: name });

/** Every state that a lot was ever committed in, in order, as the stream of the lots table kept them. */
export async function committedStates(lotsTable: string, lotId: LotId): Promise<readonly Lot[]> {
  const database = createAwsJsonCall(endpoints.dynamo, target('DynamoDB_20120810'));
  const streams = createAwsJsonCall(endpoints.dynamo, target('DynamoDBStreams_20120810'));
  try {
    const StreamArn = await streamArnOf(database, lotsTable);
    const { StreamDescription } = await streams.call('DescribeStream', { StreamArn });
    const { Shards } = StreamDescription as { readonly Shards: readonly { readonly ShardId: string }[] };
    const lots: Lot[] = [];
    for (const { ShardId } of Shards) {
      const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
      let at = (await streams.call('GetShardIterator', from)).ShardIterator as string | undefined;
      while (at !== undefined) {
        const page = (await streams.call('GetRecords', { ShardIterator: at })) as Page;
        for (const { dynamodb } of page.Records ?? []) {
          const lot = dynamodb?.NewImage === undefined ? undefined : lotFromStreamImage(dynamodb.NewImage);
          if (lot?.lotId === lotId) lots.push(lot);
        }
        at = page.Records?.length === 0 ? undefined : page.NextShardIterator;
      }
    }
    return lots;
  } finally {
    database.close();
    streams.close();
  }
}
