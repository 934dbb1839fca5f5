import { afterEach, describe, expect, inject, test } from 'vitest';
import { AwsFault, createAwsJsonCall } from '../../../packages/local/src/aws-json-call.ts';
import { type Checkpoints, createCheckpoints } from '../../../packages/local/src/checkpoints.ts';
import { createTables } from '../../../packages/local/src/create-tables.ts';
import type { InvocationResult } from '../../../packages/local/src/function-instance.ts';
import type { StreamSourcePlan } from '../../../packages/local/src/read-event-sources.ts';
import { type StreamPoller, startStreamPoller } from '../../../packages/local/src/stream-poller.ts';
import { type StreamRecord, sequenceNumberOf } from '../../../packages/local/src/stream-record.ts';
import { fixtureFunction } from '../../unit/local/fixture-api.ts';

const endpoint = inject('dynamoEndpoint');
const database = createAwsJsonCall(endpoint, { service: 'dynamodb', targetPrefix: 'DynamoDB_20120810' });
const streams = createAwsJsonCall(endpoint, {
  service: 'dynamodb',
  targetPrefix: 'DynamoDBStreams_20120810',
});

let poller: StreamPoller | undefined;
afterEach(() => poller?.stop());

let tables = 0;
const createTable = async (): Promise<string> => {
  tables += 1;
  const name = `Streamed-${process.pid}-${tables}`;
  const createTable = {
    TableName: name,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  };
  await createTables(database, [{ name, hasStream: true, expiryAttribute: undefined, createTable }]);
  return name;
};

const put = (table: string, id: string, n: number): Promise<unknown> =>
  database.call('PutItem', {
    TableName: table,
    Item: { id: { S: id }, n: { N: String(n) }, bytes: { B: 'AQL/' } },
  });

/** `id n`, in the order in which they were handled. */
type Run = { readonly handled: string[]; readonly logged: string[]; readonly refuse: Set<string> };

function start(tableName: string, checkpoints: Checkpoints, more: Partial<StreamSourcePlan> = {}): Run {
  const run: Run = { handled: [], logged: [], refuse: new Set() };
  const plan: StreamSourcePlan = {
    kind: 'stream',
    name: 'Source',
    invokes: fixtureFunction('record'),
    tableName,
    startsAt: 'TRIM_HORIZON',
    batchSize: 100,
    parallelization: 10,
    bisects: true,
    reportsItemFailures: true,
    retryAttemptsMax: undefined,
    recordAgeMaxMs: undefined,
    patterns: [],
    ...more,
  };
  const invoke = async (event: object): Promise<InvocationResult> => {
    const { Records } = event as {
      Records: (StreamRecord & { dynamodb: { NewImage: { id: { S: string }; n: { N: string } } } })[];
    };
    for (const record of Records) {
      const { id, n } = record.dynamodb.NewImage;
      const itemIdentifier = sequenceNumberOf(record);
      if (run.refuse.has(id.S)) return { ok: true, result: { batchItemFailures: [{ itemIdentifier }] } };
      run.handled.push(`${id.S} ${n.N}`);
    }
    return { ok: true, result: { batchItemFailures: [] } };
  };
  poller = startStreamPoller({
    plan,
    database,
    streams,
    invoke,
    checkpoints,
    log: (line) => run.logged.push(line),
  });
  return run;
}

const within = { timeout: 15_000, interval: 20 };

describe("[local] a table's stream", () => {
  test('is handed on whole and in order for each key, while one that fails holds back at most its lane', async () => {
    const table = await createTable();
    const run = start(table, createCheckpoints(undefined));
    run.refuse.add('stuck');
    const ids = ['stuck', ...Array.from({ length: 20 }, (_, at) => `lot ${at}`)];
    for (const n of [1, 2, 3]) for (const id of ids) await put(table, id, n);
    // Ten lanes: even if a lane holds several of the twenty, most are in others.
    await expect.poll(() => run.handled.length, within).toBeGreaterThanOrEqual(30);
    expect(run.handled.some((one) => one.startsWith('stuck'))).toBe(false);

    run.refuse.clear();
    await expect.poll(() => run.handled.length, within).toBe(63);
    for (const id of ids) {
      expect(run.handled.filter((one) => one.startsWith(`${id} `))).toEqual([
        `${id} 1`,
        `${id} 2`,
        `${id} 3`,
      ]);
    }
  });

  test('goes on from its checkpoint, and comes again from the record that was not done', async () => {
    const table = await createTable();
    const checkpoints = createCheckpoints(undefined);
    const first = start(table, checkpoints, { parallelization: 1 });
    first.refuse.add('c');
    for (const id of ['a', 'b', 'c', 'd']) await put(table, id, 1);
    await expect.poll(() => first.handled, within).toEqual(['a 1', 'b 1']);
    await poller?.stop();

    await put(table, 'e', 1);
    const second = start(table, checkpoints, { parallelization: 1 });
    await expect.poll(() => second.handled, within).toEqual(['c 1', 'd 1', 'e 1']);
  });

  test('is read without complaint when a cancelled transaction took its first number', async () => {
    const table = await createTable();
    const run = start(table, createCheckpoints(undefined));
    const cancelled = database.call('TransactWriteItems', {
      TransactItems: [
        { Put: { TableName: table, Item: { id: { S: 'never' } } } },
        {
          ConditionCheck: {
            TableName: table,
            Key: { id: { S: 'missing' } },
            ConditionExpression: 'attribute_exists(id)',
          },
        },
      ],
    });
    await expect(cancelled).rejects.toThrow(AwsFault);
    await put(table, 'a', 1);
    await expect.poll(() => run.handled, within).toEqual(['a 1']);
    expect(run.logged).toEqual([]);
  });

  test('filters before it invokes', async () => {
    const table = await createTable();
    const run = start(table, createCheckpoints(undefined), {
      patterns: [(record) => (record as { eventName?: string }).eventName === 'MODIFY'],
    });
    await put(table, 'a', 1);
    await put(table, 'a', 2);
    await expect.poll(() => run.handled, within).toEqual(['a 2']);
  });
});
