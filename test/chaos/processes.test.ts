import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDbLocal } from '@gaveldrop/local';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAwsJsonCall } from '../../packages/local/src/aws-json-call.ts';
import { startQueueProcess } from './queue-process.ts';
import { stablePorts } from './stable-ports.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gaveldrop-chaos-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (port: number): string => `http://127.0.0.1:${port}`;

test('[chaos] queues that are killed come back on their port with what they held', async () => {
  const port = await stablePorts(1);
  const sqs = createAwsJsonCall(at(port), { service: 'sqs', targetPrefix: 'AmazonSQS' });
  const QueueUrl = `${at(port)}/000000000000/nudges`;
  const receive = async (WaitTimeSeconds: number): Promise<unknown> => {
    const { Messages } = await sqs.call('ReceiveMessage', {
      QueueUrl,
      WaitTimeSeconds,
      MaxNumberOfMessages: 10,
    });
    return Array.isArray(Messages) ? Messages.map(({ Body }) => Body).sort() : [];
  };

  const first = await startQueueProcess(port, join(folder, 'queues'));
  await sqs.call('CreateQueue', { QueueName: 'nudges', Attributes: { VisibilityTimeout: '3' } });
  await sqs.call('SendMessage', { QueueUrl, MessageBody: 'taken' });
  expect(await receive(0)).toEqual(['taken']);
  await sqs.call('SendMessage', { QueueUrl, MessageBody: 'waiting' });
  await sqs.call('SendMessage', { QueueUrl, MessageBody: 'delayed', DelaySeconds: 3 });
  await first.kill();
  await expect(receive(0)).rejects.toThrow();

  const second = await startQueueProcess(port, join(folder, 'queues'));
  const come: unknown[] = [];
  while (come.length < 3) come.push(...((await receive(5)) as unknown[]));
  expect(come.sort()).toEqual(['delayed', 'taken', 'waiting']);
  await second.kill();
  sqs.close();
}, 60_000);

test('[chaos] a database that is killed comes back on its port with every item and every change', async () => {
  const port = await stablePorts(1);
  const database = createAwsJsonCall(at(port), { service: 'dynamodb', targetPrefix: 'DynamoDB_20120810' });
  const streams = createAwsJsonCall(at(port), {
    service: 'dynamodb',
    targetPrefix: 'DynamoDBStreams_20120810',
  });
  const put = (id: number): Promise<unknown> =>
    database.call('PutItem', { TableName: 'Items', Item: { id: { S: String(id) } } });

  const start = async () => {
    const started = await startDynamoDbLocal(join(folder, 'dynamodb'), port);
    await started.ready;
    return started;
  };
  const first = await start();
  await database.call('CreateTable', {
    TableName: 'Items',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
  // Killed in the middle of writes: those that were answered must be there.
  const answered: number[] = [];
  const writing = (async () => {
    for (let id = 1; ; id += 1) {
      await put(id);
      answered.push(id);
    }
  })().catch(() => undefined);
  while (answered.length < 30) await new Promise((resolve) => setTimeout(resolve, 5));
  await first.kill();
  await writing;
  await first.ended;

  const second = await start();
  await put(1_000);
  const { Items } = (await database.call('Scan', { TableName: 'Items' })) as {
    Items: { id: { S: string } }[];
  };
  const kept = Items.map(({ id }) => Number(id.S)).sort((one, other) => one - other);
  expect(answered.filter((id) => !kept.includes(id))).toEqual([]);
  const { Table } = (await database.call('DescribeTable', { TableName: 'Items' })) as {
    Table: { LatestStreamArn: string };
  };
  const StreamArn = Table.LatestStreamArn;
  const { StreamDescription } = (await streams.call('DescribeStream', { StreamArn })) as {
    StreamDescription: { Shards: { ShardId: string }[] };
  };
  const changed: number[] = [];
  for (const { ShardId } of StreamDescription.Shards) {
    const begin = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    let { ShardIterator } = await streams.call('GetShardIterator', begin);
    for (let empty = 0; ShardIterator !== undefined && ShardIterator !== null && empty < 3; ) {
      const { Records, NextShardIterator } = (await streams.call('GetRecords', { ShardIterator })) as {
        Records: { dynamodb: { Keys: { id: { S: string } } } }[];
        NextShardIterator?: string;
      };
      changed.push(...Records.map(({ dynamodb }) => Number(dynamodb.Keys.id.S)));
      empty = Records.length === 0 ? empty + 1 : 0;
      ShardIterator = NextShardIterator;
    }
  }
  expect(changed).toEqual(kept);
  await second.kill();
  database.close();
  streams.close();
}, 60_000);
