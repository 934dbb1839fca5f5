import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Saleroom } from '@gaveldrop/local';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Ask, askingAt, granted } from './asking.ts';
import { listenIn } from './feed-listener.ts';
import { openEventsSaleroom } from './open-events-saleroom.ts';
import { tableCalled } from './open-saleroom.ts';
import { patientlyAsk } from './patient-phone.ts';
import type { Heard } from './phone.ts';
import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';

let saleroom: Saleroom;
let ask: Ask;

beforeAll(async () => {
  saleroom = await openEventsSaleroom();
  ask = askingAt(saleroom);
});
afterAll(async () => {
  await saleroom?.stop();
});

type LotsHeard = {
  readonly type: string;
  readonly serverNowMs: number;
  readonly lots: readonly Heard[];
};
const sequenceOf = ({ lots }: LotsHeard): unknown => lots[0]?.sequence;

/** A drop with one open lot, its auctioneer and two bidders on the socket. */
async function anOpenDrop() {
  const ava = await signIn(saleroom, 'user-ava', ['auctioneers']);
  const tokens = [await signIn(saleroom, 'user-bea'), await signIn(saleroom, 'user-ben')];
  const { dropId } = granted<{ dropId: string }>(
    await ask('POST', '/drops', { token: ava, body: unhurriedDrop }),
  );
  const lotId = await enterLot(ask, ava, dropId, sampleLot);
  for (const token of tokens) granted(await ask('POST', `/drops/${dropId}/paddles`, { token }));
  const viewer = await signIn(saleroom, 'user-vic');
  const feed = await listenIn(saleroom, `/drops/${dropId}`, viewer);
  const events = feed.events as unknown as readonly LotsHeard[];
  const phones = await Promise.all([ava, ...tokens].map((token) => joinDrop(saleroom, ask, token, dropId)));
  const [auctioneer, bea, ben] = phones;
  if (!auctioneer || !bea || !ben) throw new Error('three phones');
  await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer');
  // That it was entered may be told too, before.
  await vi.waitFor(() => expect(events.at(-1)?.lots[0]?.sequence).toBe(2), { timeout: 10_000 });
  return { ava, dropId, lotId, feed, events, auctioneer, bea, ben, phones };
}

test("a bid's change reaches the feed of its drop as `welcome` says it, and no socket but as an answer", async () => {
  const { dropId, lotId, feed, events, bea, phones } = await anOpenDrop();
  const before = events.length;
  const { outcome } = await bea.ask(bidOn(lotId, 1_000), 'bid-answer');
  expect(outcome).toBe('leading');
  await vi.waitFor(() => expect(events.length).toBeGreaterThan(before), { timeout: 10_000 });
  expect(events.slice(before).map(sequenceOf)).toEqual([3]);

  const late = await joinDrop(saleroom, ask, await signIn(saleroom, 'user-vic'), dropId);
  const welcome = late.heard.find(({ type }) => type === 'welcome') as unknown as LotsHeard;
  expect(welcome).toMatchObject({ pushedBy: 'feed' });
  expect(events.at(-1)?.lots).toEqual(welcome.lots);
  expect(events.at(-1)).toMatchObject({ type: 'lots', serverNowMs: expect.any(Number) });

  const types = phones.flatMap(({ heard }) => heard.map(({ type }) => type));
  expect(types.toSorted()).toEqual(['bid-answer', 'lot-answer', 'welcome', 'welcome', 'welcome']);
  for (const one of [feed, late, ...phones]) one.hangUp();
});

test('[L4] bids that come thick and fast are published once in each window, the last for certain', async () => {
  const { lotId, feed, events, bea, ben, phones } = await anOpenDrop();
  for (let bid = 0; bid < 24; bid += 1) {
    const answer = await patientlyAsk(bid % 2 === 0 ? bea : ben, bidOn(lotId, 1_000 + bid * 100));
    expect(answer).toMatchObject({ type: 'bid-answer', outcome: 'leading' });
  }
  await vi.waitFor(() => expect(events.map(sequenceOf)).toContain(26), { timeout: 10_000 });

  const gapsMs = events.slice(1).map(({ serverNowMs }, nth) => serverNowMs - (events[nth]?.serverNowMs ?? 0));
  // A clock in whole milliseconds may show one less than was waited.
  expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(248);
  const sequences = events.map((event) => Number(sequenceOf(event)));
  expect(sequences).toEqual([...new Set(sequences)].toSorted((one, other) => one - other));
  for (const one of [feed, ...phones]) one.hangUp();
});

test('the pages are told where the feed is, and snapshots come from the edge, for anybody', async () => {
  const config = await (await fetch(`${saleroom.siteUrl}/config.json`)).json();
  expect(config).toMatchObject({
    feedUrl: saleroom.feedUrl,
    feedHost: saleroom.feedHost,
    snapshotUrl: saleroom.snapshotUrl,
  });
  const { dropId, events, feed, phones } = await anOpenDrop();
  const address = `${saleroom.snapshotUrl}/drops/${dropId}/snapshot`;
  // A distribution keeps what this is answered with for a second, maybe as the answer to the question after it.
  const headed = await fetch(address, { method: 'HEAD' });
  expect([headed.status, headed.headers.get('cache-control')]).toEqual([200, 'public, max-age=1']);
  const snapshot = await fetch(address, { headers: { origin: 'https://page.example' } });
  expect(snapshot.headers.get('access-control-allow-origin')).toBe('*');
  expect(snapshot.headers.get('cache-control')).toBe('public, max-age=1');
  expect(((await snapshot.json()) as LotsHeard).lots).toEqual(events.at(-1)?.lots);
  for (const one of [feed, ...phones]) one.hangUp();
});

/** What the connections table holds of a drop, by partition and sort key. */
async function kept(dropId: string): Promise<Record<string, Record<string, unknown>>> {
  const database = new DynamoDBClient({
    endpoint: saleroom.dynamodbEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const scan = new ScanCommand({ TableName: tableCalled('Connections'), ConsistentRead: true });
  const { Items = [] } = await DynamoDBDocumentClient.from(database).send(scan);
  database.destroy();
  const ours = Items.filter(({ pk }) => String(pk).includes(dropId));
  return Object.fromEntries(ours.map((item) => [`${item.pk} ${item.sk}`, item]));
}

test('a drop has one shard, which lists nobody and counts everybody; a change of rights ends their connections', async () => {
  const { ava, dropId, feed, auctioneer, bea, ben, phones } = await anOpenDrop();
  const items = await kept(dropId);
  expect(items[`audience#${dropId} audience`]).toMatchObject({ shardCount: 1 });
  expect(items[`audience#${dropId} shard#0000`]).toMatchObject({ connected: 3 });
  expect(Object.keys(items).filter((key) => key.startsWith(dropId))).toEqual([]);
  expect(Object.keys(items).filter((key) => key.startsWith('leases#'))).toHaveLength(3);

  const suspending = { token: ava, body: { suspended: true } };
  granted(await ask('PUT', `/drops/${dropId}/paddles/1/suspension`, suspending));
  await bea.closed;
  expect([auctioneer.isOpen(), ben.isOpen()]).toEqual([true, true]);
  await vi.waitFor(
    async () => expect((await kept(dropId))[`audience#${dropId} shard#0000`]).toMatchObject({ connected: 2 }),
    { timeout: 10_000 },
  );
  for (const one of [feed, ...phones]) one.hangUp();
});
