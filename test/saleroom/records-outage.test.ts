import type { Saleroom } from '@gaveldrop/local';
import { historySchema, statementSchema } from '@gaveldrop/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DynamoDbLocal, startDynamoDbLocal } from '../../packages/local/src/dynamodb-local.ts';
import { type Ask, askingAt, granted } from './asking.ts';
import { openSaleroom, tableCalled } from './open-saleroom.ts';
import type { Heard, Phone } from './phone.ts';
import { type RefusingProxy, startRefusingProxy } from './refusing-proxy.ts';
import { unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';

const outageMs = 90_000;
/** So that people bid for most of that time. */
const bidEveryMs = 4_500;
/** How long after the outage everything may take to be there: the stream asks again at least each second. */
const within = { timeout: 60_000, interval: 200 };

let database: DynamoDbLocal;
let proxy: RefusingProxy;
let saleroom: Saleroom;
let ask: Ask;

beforeAll(async () => {
  database = await startDynamoDbLocal(undefined);
  await database.ready;
  proxy = await startRefusingProxy(database.endpoint, tableCalled('Records'));
  saleroom = await openSaleroom({ dynamodbEndpoint: proxy.endpoint });
  ask = askingAt(saleroom);
});
afterAll(async () => {
  await saleroom?.stop();
  await proxy?.stop();
  await database?.stop();
});

type Accepted = { readonly sequence: number; readonly outcome: unknown; readonly paddleNumber: number };

/** What bidders were told of their accepted bids, by lot. */
const accepted = new Map<string, Accepted[]>();

const pause = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));

/** Bids at the asking price, paddle 1 and paddle 2 in turns, and notes what was answered. */
async function bidInTurns(lotId: string, phones: readonly Phone[], bids: number, everyMs = 0): Promise<void> {
  for (let left = bids; left > 0; left -= 1) {
    const before = accepted.get(lotId) ?? [];
    const paddleNumber = (before.length % phones.length) + 1;
    const amountCents = 1_000 + before.length * 100;
    const answer = await phones[paddleNumber - 1]?.ask(bidOn(lotId, amountCents), 'bid-answer');
    expect(answer).toMatchObject({ outcome: 'leading', lot: { priceCents: amountCents } });
    const { sequence, outcome } = answer as Heard & { sequence: number };
    accepted.set(lotId, [...before, { sequence, outcome, paddleNumber }]);
    await pause(everyMs);
  }
}

async function historyOf(dropId: string, lotId: string) {
  return historySchema.parse((await ask('GET', `/drops/${dropId}/lots/${lotId}/history`)).json).entries;
}

/** The bids in a lot's history, as their bidders were answered. */
async function bidsInHistory(dropId: string, lotId: string): Promise<Accepted[]> {
  const entries = await historyOf(dropId, lotId);
  return entries.flatMap(({ sequence, events }) =>
    events.flatMap((event) =>
      event.type === 'BidAccepted'
        ? [{ sequence, outcome: event.outcome, paddleNumber: Number(event.paddleNumber) }]
        : [],
    ),
  );
}

describe('while the records table refuses every write for 90 s', () => {
  test('lots are opened, bid on and sold, and nothing accepted is lost', async () => {
    const ava = await signIn(saleroom, 'user-ava', ['auctioneers']);
    const sam = await signIn(saleroom, 'user-sam');
    const bidders = [await signIn(saleroom, 'user-bea'), await signIn(saleroom, 'user-ben')];
    const { dropId } = granted<{ dropId: string }>(
      await ask('POST', '/drops', { token: ava, body: unhurriedDrop }),
    );
    const lotIds: string[] = [];
    for (let at = 0; at < 4; at += 1) lotIds.push(await enterLot(ask, ava, dropId));
    for (const token of bidders) granted(await ask('POST', `/drops/${dropId}/paddles`, { token }));
    const auctioneer = await joinDrop(saleroom, ask, ava, dropId);
    const phones = await Promise.all(bidders.map((token) => joinDrop(saleroom, ask, token, dropId)));
    const [first = '', ...rest] = lotIds;

    const hammer = async (lotId: string): Promise<void> => {
      expect(await auctioneer.ask(commandOn(lotId, 'hammer'), 'lot-answer')).toMatchObject({
        outcome: 'done',
      });
      const isSold = ({ type, lots }: Heard): boolean =>
        type === 'lots' &&
        (lots as { lotId: string; status: string }[]).some(
          (lot) => lot.lotId === lotId && lot.status === 'sold',
        );
      await auctioneer.next(isSold);
    };
    const open = async (lotId: string): Promise<void> => {
      expect(await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer')).toMatchObject({ outcome: 'done' });
    };

    // The outage begins in the middle of the first lot, when some of its history is there.
    await open(first);
    await bidInTurns(first, phones, 3);
    await vi.waitFor(async () => expect(await bidsInHistory(dropId, first)).toHaveLength(3), within);
    proxy.refuse(true);
    const began = performance.now();
    await bidInTurns(first, phones, 3);
    await hammer(first);
    for (const lotId of rest) {
      await open(lotId);
      await bidInTurns(lotId, phones, 4, bidEveryMs);
      await hammer(lotId);
    }
    await pause(outageMs - (performance.now() - began));

    // All four were sold by now, and none of it is written down.
    expect(proxy.refused()).toBeGreaterThan(100);
    expect(await bidsInHistory(dropId, first)).toHaveLength(3);
    for (const lotId of rest) expect(await historyOf(dropId, lotId)).toHaveLength(1);
    const statement = () => ask('GET', `/sellers/user-sam/statements/${dropId}`, { token: sam });
    expect((await statement()).status).toBe(404);
    proxy.refuse(false);

    for (const lotId of lotIds) {
      await vi.waitFor(async () => {
        const entries = await historyOf(dropId, lotId);
        expect(entries.at(-1)?.events).toMatchObject([{ type: 'LotSold' }]);
        // From the catalogue to the hammer, each once, and none left out.
        expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, at) => at + 1));
        expect(await bidsInHistory(dropId, lotId)).toEqual(accepted.get(lotId));
      }, within);
    }
    expect([...accepted.values()].map((bids) => bids.length)).toEqual([6, 4, 4, 4]);
    for (const [at, token] of bidders.entries()) {
      const receipts = granted<{ receipts: { lotId: string; sequence: number }[] }>(
        await ask('GET', `/drops/${dropId}/receipts`, { token }),
      );
      const own = lotIds.flatMap((lotId) =>
        (accepted.get(lotId) ?? [])
          .filter(({ paddleNumber }) => paddleNumber === at + 1)
          .map(({ sequence }) => ({ lotId, sequence })),
      );
      expect(receipts.receipts.map(({ lotId, sequence }) => ({ lotId, sequence }))).toEqual(own);
    }
    await vi.waitFor(async () => {
      const { lines, closingCents } = statementSchema.parse(granted(await statement()));
      expect(
        lines.map(({ lotId, hammerPriceCents, winningBidSequence }) => [
          lotId,
          hammerPriceCents,
          winningBidSequence,
        ]),
      ).toEqual([
        [lotIds[0], 1_500, accepted.get(lotIds[0] ?? '')?.at(-1)?.sequence],
        [lotIds[1], 1_300, accepted.get(lotIds[1] ?? '')?.at(-1)?.sequence],
        [lotIds[2], 1_300, accepted.get(lotIds[2] ?? '')?.at(-1)?.sequence],
        [lotIds[3], 1_300, accepted.get(lotIds[3] ?? '')?.at(-1)?.sequence],
      ]);
      // 8 % and, with 5 % premium, 2.9 % and 30 of each: 1,500 - 120 - 76 and three times 1,300 - 104 - 70.
      expect(closingCents).toBe(4_682);
    }, within);
    for (const phone of [auctioneer, ...phones]) phone.hangUp();
  }, 300_000);
});
