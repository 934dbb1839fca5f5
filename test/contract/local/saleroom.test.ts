import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Saleroom, startSaleroom } from '../../../packages/local/src/index.ts';
import { fixtureAssets, fixtureTemplate } from './fixture-template.ts';

let folder = '';
let saleroom: Saleroom;
const logged: string[] = [];

const start = async (): Promise<void> => {
  saleroom = await startSaleroom({
    template: fixtureTemplate,
    assets: fixtureAssets,
    dataDir: folder,
    log: (from, line) => logged.push(`${from}: ${line.trim()}`),
  });
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gaveldrop-saleroom-'));
  await start();
}, 60_000);
afterAll(async () => {
  await saleroom?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Client = {
  readonly send: (message: object) => void;
  readonly heard: string[];
  readonly close: () => void;
};

const connect = (ticket: string): Promise<Client> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${saleroom.webSocketUrl}?ticket=${ticket}`);
    const heard: string[] = [];
    socket.on('message', (data) => heard.push(data.toString()));
    socket.on('error', reject);
    socket.on('open', () =>
      resolve({
        heard,
        send: (message) => socket.send(JSON.stringify(message)),
        close: () => socket.close(),
      }),
    );
  });

let secret = '';
const readSecret = async (): Promise<string> => (await fetch(`${saleroom.httpUrl}/secret`)).text();

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const pushed = (id: string): string => JSON.stringify({ pushed: id, bytes: 'AQL/', group: id });
const within = { timeout: 10_000, interval: 20 };

describe('[local] a template runs whole', () => {
  test('a message goes through route, table, stream, queue and back to the socket, all by the real SDK clients', async () => {
    const client = await connect('user-bea');
    client.send({ action: 'put', id: 'first' });
    await expect.poll(() => client.heard, within).toContain(pushed('first'));
    expect(client.heard).toContain('user-bea wrote first');
    client.close();
  });

  test('the HTTP API sees the same table, and the schedule fired once at the start', async () => {
    const items = await (await fetch(`${saleroom.httpUrl}/items`)).json();
    expect(items).toContain('first');
    await expect.poll(() => logged, within).toContain('Tick: woken by Scheduled Event');
  });

  test('a function reads the secret by its ARN as soon as it is loaded, and the data folder keeps it', async () => {
    secret = await readSecret();
    expect(secret).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(
      `{"arn:aws:secretsmanager:us-east-1:000000000000:secret:Keys-1d1jt6":"${secret}"}`,
    );
  });

  test('an item that keeps failing holds back no other for long', async () => {
    const client = await connect('user-bea');
    client.send({ action: 'put', id: 'stuck', fails: true });
    await expect.poll(() => client.heard, within).toContain('user-bea wrote stuck');
    for (const id of ids) client.send({ action: 'put', id });
    await expect
      .poll(() => client.heard, within)
      .toEqual(expect.arrayContaining(ids.map((id) => `user-bea wrote ${id}`)));
    // With four lanes some of the eight are in another one; those in the same wait as they would on AWS.
    await expect
      .poll(() => client.heard.filter((text) => text.startsWith('{"pushed"')).length, within)
      .toBeGreaterThan(2);
    expect(logged).not.toContain('Record: sent stuck');
    client.close();
  });

  test('the next start has the same secret, handles what was not handled, and what was not again', async () => {
    await saleroom.stop();
    logged.length = 0;
    await start();
    expect(await readSecret()).toBe(secret);
    expect(await (await fetch(`${saleroom.httpUrl}/items`)).json()).toEqual(
      [...ids, 'first', 'stuck'].toSorted(),
    );
    await expect.poll(() => logged, within).toContain('Tick: woken by Scheduled Event');
    const database = new DynamoDBClient({
      endpoint: saleroom.dynamodbEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    await database.send(new PutItemCommand({ TableName: 'Items', Item: { id: { S: 'let stuck pass' } } }));
    await expect.poll(() => logged, within).toContain('Record: sent stuck');
    expect(logged).not.toContain('Record: sent first');
  }, 60_000);

  test('an instance that ends while nobody looks is replaced', async () => {
    await saleroom.endFunctionInstance('socket');
    const client = await connect('user-bo');
    client.send({ action: 'put', id: 'after' });
    await expect.poll(() => client.heard, within).toContain(pushed('after'));
    client.close();
  });
});
