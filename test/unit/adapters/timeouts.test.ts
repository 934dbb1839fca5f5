import type { Socket } from 'node:net';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoShardReads, shardReadInABidsWay } from '@gaveldrop/adapters/aws/dynamo-shard-reads';
import { queueCalls } from '@gaveldrop/adapters/aws/queue-calls';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { sqsPulses } from '@gaveldrop/adapters/aws/sqs-pulses';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import type { PublicLot } from '@gaveldrop/bidding';
import type { LotStore } from '@gaveldrop/saleroom';
import type { DropId } from '@gaveldrop/units';
import { expect, onTestFinished, test } from 'vitest';
import { standInServer } from './stand-in-server.ts';
import { worstOpenLot } from './worst-lots.ts';

process.env.AWS_REGION = 'us-east-1';
process.env.AWS_ACCESS_KEY_ID = 'local';
process.env.AWS_SECRET_ACCESS_KEY = 'local';

/** A lot store whose database does this with each request. */
async function lotsOn(serve: (socket: Socket) => void): Promise<{ lots: LotStore; requests: () => number }> {
  let requests = 0;
  const { endpoint } = await standInServer((socket) => {
    socket.on('data', (chunk) => {
      if (chunk.toString().startsWith('POST')) requests += 1;
    });
    serve(socket);
  });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = endpoint;
  const client = quickDynamo();
  onTestFinished(() => client.destroy());
  return { lots: dynamoLotStore(client, 'lots'), requests: () => requests };
}

/** How long it took, and what came of it. */
async function timed<T>(operation: () => Promise<T>): Promise<{ tookMs: number; came: T }> {
  const beganMs = performance.now();
  const came = await operation();
  return { tookMs: performance.now() - beganMs, came };
}

test('a commit that is never answered is let go of after its time, and is ambiguous', async () => {
  const { lots, requests } = await lotsOn(() => undefined);
  const { tookMs, came } = await timed(() => lots.commit(worstOpenLot));
  expect(came).toEqual({ kind: 'ambiguous' });
  expect(requests()).toBe(1);
  expect(tookMs).toBeGreaterThanOrEqual(390);
  expect(tookMs).toBeLessThan(2_000);
});

test('a commit whose answer comes a character at a time is let go of when its time is over', async () => {
  const { lots } = await lotsOn((socket) => {
    const trickle = setInterval(() => socket.write('H'), 100);
    socket.on('close', () => clearInterval(trickle));
    socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
  });
  const { tookMs, came } = await timed(() => lots.commit(worstOpenLot));
  expect(came).toEqual({ kind: 'ambiguous' });
  expect(tookMs).toBeLessThan(2_000);
});

test('a commit whose answer stops in the middle is let go of too', async () => {
  const { lots, requests } = await lotsOn((socket) => {
    socket.on('data', () => {
      socket.write(
        'HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 2\r\n\r\n{',
      );
    });
  });
  const { tookMs, came } = await timed(() => lots.commit(worstOpenLot));
  expect(came).toEqual({ kind: 'ambiguous' });
  expect(requests()).toBe(1);
  expect(tookMs).toBeLessThan(2_000);
});

test('a commit whose answer trickles on is let go of when its time is over', async () => {
  const { lots, requests } = await lotsOn((socket) => {
    socket.on('data', () => {
      socket.write(
        'HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 90\r\n\r\n{',
      );
      const trickle = setInterval(() => socket.write(' '), 100);
      socket.on('close', () => clearInterval(trickle));
    });
  });
  const { tookMs, came } = await timed(() => lots.commit(worstOpenLot));
  expect(came).toEqual({ kind: 'ambiguous' });
  expect(requests()).toBe(1);
  expect(tookMs).toBeGreaterThanOrEqual(390);
  expect(tookMs).toBeLessThan(2_000);
});

test('a commit whose refusal breaks off in the middle is ambiguous: half an answer says nothing', async () => {
  const { lots, requests } = await lotsOn((socket) => {
    socket.on('data', () => {
      socket.end(
        'HTTP/1.1 400 Bad Request\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 300\r\n\r\n' +
          '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"',
      );
    });
  });
  expect(await lots.commit(worstOpenLot)).toEqual({ kind: 'ambiguous' });
  expect(requests()).toBe(1);
});

test('a commit whose socket is cut is ambiguous at once, and is not sent again', async () => {
  const { lots, requests } = await lotsOn((socket) => socket.on('data', () => socket.destroy()));
  const { tookMs, came } = await timed(() => lots.commit(worstOpenLot));
  expect(came).toEqual({ kind: 'ambiguous' });
  expect(requests()).toBe(1);
  expect(tookMs).toBeLessThan(400);
});

test('a commit that nobody listens for did not happen', async () => {
  process.env.AWS_ENDPOINT_URL_DYNAMODB = 'http://127.0.0.1:9';
  expect(await dynamoLotStore(quickDynamo(), 'lots').commit(worstOpenLot)).toEqual({ kind: 'throttled' });
});

test('a read that is never answered is a fault after three tries', async () => {
  const { lots, requests } = await lotsOn(() => undefined);
  const { tookMs } = await timed(() =>
    expect(lots.read(worstOpenLot.lotId)).rejects.toMatchObject({ faultKind: 'unavailable' }),
  );
  expect(requests()).toBe(3);
  expect(tookMs).toBeLessThan(4_000);
});

test('a shard count that is never answered is let go of after the time of a pulse, and is not asked for again', async () => {
  let requests = 0;
  const { endpoint } = await standInServer((socket) => {
    socket.on('data', () => {
      requests += 1;
    });
  });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = endpoint;
  const client = quickDynamo();
  onTestFinished(() => client.destroy());
  const shards = dynamoShardReads(client, 'connections', shardReadInABidsWay);
  const { tookMs } = await timed(() =>
    expect(shards.readShards('01J00000000000000000000001' as DropId)).rejects.toMatchObject({
      faultKind: 'unavailable',
    }),
  );
  expect(requests).toBe(1);
  expect(tookMs).toBeGreaterThanOrEqual(140);
  // Before the client's own time is over, which is the only other thing that would end it.
  expect(tookMs).toBeLessThan(390);
});

test('pulses are let go of after the time their sender names', async () => {
  const { endpoint } = await standInServer(() => undefined);
  process.env.AWS_ENDPOINT_URL_SQS = endpoint;
  const queueUrl = 'http://localhost/000000000000/pulse.fifo';
  const pulses = sqsPulses(queueCalls(queueUrl, systemClock()), queueUrl);
  const lot = { lotId: worstOpenLot.lotId, sequence: 1 } as unknown as PublicLot;
  const { tookMs } = await timed(() =>
    expect(pulses.send('01J00000000000000000000001' as DropId, 12, lot, 60)).rejects.toMatchObject({
      faultKind: 'ambiguous',
    }),
  );
  expect(tookMs).toBeLessThan(1_000);
});
