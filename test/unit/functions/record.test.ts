import { createServer } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { ulidToBytes } from '@gaveldrop/units';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StreamRecord } from '../../../functions/src/lots/stream-event.ts';
import { failWith } from '../adapters/fail-with.ts';

let pulsesSent = 0;
const queue = createServer((request, response) => {
  pulsesSent += 1;
  request.resume().on('end', () => response.end('{}'));
});
await new Promise<void>((listening) => queue.listen(0, '127.0.0.1', listening));
const address = queue.address();
afterAll(() => {
  queue.closeAllConnections();
  queue.close();
});

Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
  LOTS_TABLE: 'lots',
  RECORDS_TABLE: 'records',
  CONNECTIONS_TABLE: 'connections',
  PULSE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/000000000000/pulses.fifo',
});
const dynamo = mockClient(DynamoDBClient);
const documents = mockClient(DynamoDBDocumentClient);
// Its configuration is read when it is loaded.
const { handler } = await import('../../../functions/src/record.ts');

const lotId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const key = Buffer.from(ulidToBytes(lotId)).toString('base64');

/** A change whose new image has a status and is yet no lot. */
const broken = (lot: string, at: number): StreamRecord => ({
  dynamodb: {
    SequenceNumber: `${at}00`,
    Keys: { lotId: { B: lot } },
    NewImage: { lotId: { B: lot }, status: { S: 'open' }, sequence: { N: String(at) } },
  },
});
const parked = () =>
  documents.commandCalls(PutCommand).map(({ args }) => args[0].input as { TableName: string; Item: object });

beforeEach(() => {
  for (const mock of [dynamo, documents]) mock.reset();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a change that cannot be handled', () => {
  test('is parked whole under its lot, counted, and done with', async () => {
    documents.on(PutCommand).resolves({});
    const change = broken(key, 7);
    expect(await handler({ Records: [change] })).toEqual({ batchItemFailures: [] });
    expect(parked()).toEqual([
      {
        TableName: 'records',
        Item: {
          pk: `lot#${lotId}`,
          sk: 'parked#0000000007',
          record: JSON.stringify(change),
          why: expect.stringMatching(/^Error: bug: a lot has /),
        },
      },
    ]);
    expect(vi.mocked(process.stdout.write).mock.calls.map(([line]) => String(line))).toEqual([
      expect.stringContaining('"Bug":1'),
      expect.stringContaining('"RecordParked":1'),
    ]);
    expect(documents.commandCalls(TransactWriteCommand)).toEqual([]);
  });

  test('that cannot be parked either is left undone, so that it comes again', async () => {
    documents.on(PutCommand).rejects(failWith('ProvisionedThroughputExceededException', { status: 400 }));
    expect(await handler({ Records: [broken(key, 7)] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '700' }],
    });
  });

  test('of a sequence that is none is parked under 0', async () => {
    documents.on(PutCommand).resolves({});
    const change = broken(key, 0);
    expect(await handler({ Records: [change] })).toEqual({ batchItemFailures: [] });
    expect(parked()).toMatchObject([{ Item: { sk: 'parked#0000000000' } }]);
  });
});

describe('what is no change of a lot', () => {
  test.each([
    ["a drop's open lots", { lotId: { B: key }, version: { N: '4' } }],
    ['a deletion', undefined],
  ])('%s is passed over', async (_, NewImage) => {
    const change: StreamRecord = {
      dynamodb: {
        SequenceNumber: '1',
        Keys: { lotId: { B: key } },
        ...(NewImage === undefined ? {} : { NewImage }),
      },
    };
    expect(await handler({ Records: [change] })).toEqual({ batchItemFailures: [] });
    expect([documents.calls(), dynamo.calls(), pulsesSent]).toEqual([[], [], 0]);
  });
});

describe('a world that fails', () => {
  test('parks nothing: the change comes again, and holds back only its own lot', async () => {
    const gone = failWith('InternalServerError', { status: 500 });
    dynamo.on(GetItemCommand).rejects(gone);
    documents.on(GetCommand).rejects(gone);
    documents.on(PutCommand).resolves({});
    const other = Buffer.from(ulidToBytes('01ARZ3NDEKTSV4RRFFQ69G5FAW')).toString('base64');
    const whole: StreamRecord = {
      dynamodb: {
        SequenceNumber: '100',
        Keys: { lotId: { B: other } },
        NewImage: {
          lotId: { B: other },
          dropId: { B: key },
          rulesId: { B: key },
          number: { N: '1' },
          status: { S: 'scheduled' },
          sequence: { N: '1' },
          committedAtMs: { N: '1800000000000' },
          chainHead: { B: Buffer.alloc(32, 1).toString('base64') },
          events: { S: '[]' },
        },
      },
    };
    expect(await handler({ Records: [whole, broken(key, 7)] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '100' }],
    });
    expect(parked()).toHaveLength(1);
  });
});
