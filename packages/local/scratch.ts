import { createAwsJsonCall } from './src/aws-json-call.ts';
import { createTables, streamArnOf } from './src/create-tables.ts';
import { startDynamoDbLocal } from './src/dynamodb-local.ts';
import { rmSync } from 'node:fs';
for (const dir of ['/tmp/sc', undefined]) {
  if (dir) rmSync(dir, { recursive: true, force: true });
  const d = await startDynamoDbLocal(dir); await d.ready;
  const db = createAwsJsonCall(d.endpoint, { service: 'dynamodb', targetPrefix: 'DynamoDB_20120810' });
  const st = createAwsJsonCall(d.endpoint, { service: 'dynamodb', targetPrefix: 'DynamoDBStreams_20120810' });
  for (let k = 0; k < 4; k++) {
    const name = 'Table' + k;
    await createTables(db, [{ name, hasStream: true, expiryAttribute: undefined, createTable: { TableName: name, AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST', StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } } }]);
    const arn = await streamArnOf(db, name);
    const desc: any = await st.call('DescribeStream', { StreamArn: arn });
    const ShardId = desc.StreamDescription.Shards[0].ShardId;
    let writing = true; let errs = 0, n = 0, seen: string[] = [];
    const poll = (async () => {
      let it: any; let last: string | undefined; let idle = 0;
      while (writing || idle < 20) {
        try {
          it ??= (await st.call('GetShardIterator', { StreamArn: arn, ShardId, ...(last ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: last } : { ShardIteratorType: 'TRIM_HORIZON' }) })).ShardIterator;
          const a: any = await st.call('GetRecords', { ShardIterator: it }); it = a.NextShardIterator; n += a.Records.length; idle = a.Records.length ? 0 : idle + 1;
          for (const r of a.Records) { last = r.dynamodb.SequenceNumber; seen.push(last!); }
        } catch (e: any) { errs++; console.log(dir, name, e.code, 'after', n, 'last', last); it = undefined; }
        await new Promise((r) => setTimeout(r, 20));
      }
    })();
    await new Promise((r) => setTimeout(r, 300));
    for (let i = 0; i < 60; i++) { await db.call('TransactWriteItems', { TransactItems: [0, 1, 2].map((j) => ({ Put: { TableName: name, Item: { id: { S: `${i}-${j}` } } } })) }); }
    writing = false; await poll; console.log(dir, name, 'records', n, 'of 180, distinct', new Set(seen).size, 'errors', errs, JSON.stringify(desc.StreamDescription.Shards[0].SequenceNumberRange));
  }
  db.close(); st.close(); await d.stop();
}
