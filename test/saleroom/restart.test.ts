import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DropClient } from '@gaveldrop/client';
import type { Saleroom } from '@gaveldrop/local';
import { historySchema, type PublicLot, snapshotSchema, statementSchema } from '@gaveldrop/protocol';
import { cents } from '@gaveldrop/units';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Ask, askingAt, granted } from './asking.ts';
import { openSaleroom } from './open-saleroom.ts';
import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';
import { steadyPhone } from './steady-phone.ts';

const within = { timeout: 40_000, interval: 100 };
const portOf = (url: string): number => Number(new URL(url).port);

/** A drop with a lot that two have bid on. */
type Bidden = { readonly dropId: string; readonly lotId: string };

let dataDir = '';
let saleroom: Saleroom;
let ask: Ask;
const tokens = { ava: '', bea: '', ben: '', sam: '' };

/** Opens a lot that closes after `durationMs`, or by command, and has two bid on it: 10.00, then a maximum of 30.00. */
async function openAndBid(durationMs: number | undefined): Promise<Bidden> {
  const closing = { ...unhurriedDrop.closing, ...(durationMs === undefined ? {} : { durationMs }) };
  const created = await ask('POST', '/drops', { token: tokens.ava, body: { ...unhurriedDrop, closing } });
  const { dropId } = granted<{ dropId: string }>(created);
  const lotId = await enterLot(ask, tokens.ava, dropId, sampleLot);
  for (const token of [tokens.bea, tokens.ben])
    granted(await ask('POST', `/drops/${dropId}/paddles`, { token }));
  const auctioneer = await joinDrop(saleroom, ask, tokens.ava, dropId);
  const bea = await joinDrop(saleroom, ask, tokens.bea, dropId);
  const ben = await joinDrop(saleroom, ask, tokens.ben, dropId);
  expect(await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer')).toMatchObject({ outcome: 'done' });
  expect(await bea.ask(bidOn(lotId, 1_000), 'bid-answer')).toMatchObject({ sequence: 3 });
  expect(await ben.ask(bidOn(lotId, 3_000, 'maximum'), 'bid-answer')).toMatchObject({ sequence: 4 });
  for (const phone of [auctioneer, bea, ben]) phone.hangUp();
  return { dropId, lotId };
}

async function lotOf({ dropId }: Bidden): Promise<PublicLot> {
  const [lot] = snapshotSchema.parse((await ask('GET', `/drops/${dropId}/snapshot`)).json).lots;
  if (lot === undefined) throw new Error(`drop ${dropId} shows no lot`);
  return lot;
}

const sold = (lot: Bidden): Promise<PublicLot> =>
  vi.waitFor(async () => {
    const now = await lotOf(lot);
    expect(now.status).toBe('sold');
    return now;
  }, within);

const eventsOf = ({ dropId, lotId }: Bidden): Promise<readonly string[][]> =>
  vi.waitFor(async () => {
    const history = historySchema.parse((await ask('GET', `/drops/${dropId}/lots/${lotId}/history`)).json);
    expect(history.entries.at(-1)?.events[0]?.type).toBe('LotSold');
    expect(history.entries.map(({ sequence }) => sequence)).toEqual(history.entries.map((_, at) => at + 1));
    return history.entries.map(({ events }) => events.map(({ type }) => type));
  }, within);

const statementOf = ({ dropId }: Bidden) =>
  vi.waitFor(async () => {
    const path = `/sellers/user-sam/statements/${dropId}`;
    return statementSchema.parse(granted(await ask('GET', path, { token: tokens.sam })));
  }, within);

const closedByItself = [['LotScheduled'], ['LotOpened'], ['BidAccepted'], ['BidAccepted'], ['LotSold']];

describe('a saleroom that is stopped and started again on its data', () => {
  /** Its close passes while nothing runs. */
  let missed: Bidden;
  /** Still open when it runs again, unless this machine is very slow: nothing below depends on it. */
  let running: Bidden;
  /** Without a clock, so that there is time to bid on it afterwards. */
  let unhurried: Bidden;
  let phone: DropClient;
  let startedAgainAtMs = 0;
  let keysBefore: unknown;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'gaveldrop-restart-'));
    saleroom = await openSaleroom({ dataDir });
    ask = askingAt(saleroom);
    tokens.ava = await signIn(saleroom, 'user-ava', ['auctioneers']);
    tokens.bea = await signIn(saleroom, 'user-bea');
    tokens.ben = await signIn(saleroom, 'user-ben');
    tokens.sam = await signIn(saleroom, 'user-sam');
    unhurried = await openAndBid(undefined);
    running = await openAndBid(18_000);
    phone = steadyPhone(saleroom, tokens.bea, unhurried.dropId);
    phone.start();
    await vi.waitFor(() => expect(phone.state().connection.kind).toBe('live'), within);
    missed = await openAndBid(8_000);

    keysBefore = granted(await ask('GET', '/keys'));
    const before = await Promise.all([missed, running, unhurried].map(lotOf));
    expect(before.map(({ status }) => status)).toEqual(['open', 'open', 'open']);
    const { siteUrl, httpUrl, webSocketUrl, issuerUrl } = saleroom;
    await saleroom.stop();
    // Its hammer is due while it is down.
    const dueAtMs = (before[0]?.closesAtMs ?? 0) + 1_000;
    await new Promise((due) => setTimeout(due, Math.max(0, dueAtMs - Date.now())));
    await vi.waitFor(() => expect(phone.state().connection.kind).not.toBe('live'), within);
    phone.bid({ lotId: before[2]?.lotId ?? missingLot(), amountCents: cents(5_000), kind: 'exact' });

    startedAgainAtMs = Date.now();
    saleroom = await openSaleroom({
      dataDir,
      ports: {
        site: portOf(siteUrl),
        http: portOf(httpUrl),
        webSocket: portOf(webSocketUrl),
        issuer: portOf(issuerUrl),
      },
    });
  }, 120_000);
  afterAll(async () => {
    phone?.stop();
    await saleroom?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const missingLot = (): never => {
    throw new Error('there is no lot to bid on');
  };

  test('[C8] a lot whose close passed meanwhile is closed by itself', async () => {
    const lot = await sold(missed);
    expect(lot).toMatchObject({ hammerPriceCents: 1_100, buyerPaddle: 2, sequence: 5 });
    expect(lot.committedAtMs).toBeGreaterThanOrEqual(startedAgainAtMs);
    expect(await eventsOf(missed)).toEqual(closedByItself);
    expect(await statementOf(missed)).toMatchObject({
      lines: [{ hammerPriceCents: 1_100, winningBidSequence: 4 }],
    });
  });

  test('[C7] a lot that was still open closes by itself, not before close and grace', async () => {
    const lot = await sold(running);
    expect(lot).toMatchObject({ hammerPriceCents: 1_100, buyerPaddle: 2, sequence: 5 });
    expect(lot.committedAtMs).toBeGreaterThanOrEqual((lot.closesAtMs ?? 0) + 1_000);
    expect(await eventsOf(running)).toEqual(closedByItself);
    expect(await statementOf(running)).toMatchObject({
      lines: [{ hammerPriceCents: 1_100, winningBidSequence: 4 }],
    });
  });

  test('the key that checks refusals is the same as before', async () => {
    expect(keysBefore).toMatchObject({ keys: [{ crv: 'Ed25519', x: expect.stringMatching(/^[\w-]{43}$/) }] });
    expect(granted(await ask('GET', '/keys'))).toEqual(keysBefore);
  });

  test('a phone comes back by itself, and what it bid meanwhile counts', async () => {
    await vi.waitFor(() => expect(phone.state().bids).toMatchObject([{ state: 'leading' }]), within);
    expect(phone.state()).toMatchObject({ connection: { kind: 'live' }, you: { paddleNumber: 1 } });
    expect(await lotOf(unhurried)).toMatchObject({ status: 'open', priceCents: 5_000, leadingPaddle: 1 });
  });

  test('the auctioneer goes on where it was, and the phone sees the hammer', async () => {
    const auctioneer = await joinDrop(saleroom, ask, tokens.ava, unhurried.dropId);
    await auctioneer.ask(commandOn(unhurried.lotId, 'hammer'), 'lot-answer');
    await vi.waitFor(() => expect(phone.state().lots[0]?.status).toBe('sold'), within);
    expect(phone.state().lots).toEqual([await lotOf(unhurried)]);
    expect(await eventsOf(unhurried)).toEqual([
      ['LotScheduled'],
      ['LotOpened'],
      ['BidAccepted'],
      ['BidAccepted'],
      ['BidAccepted'],
      ['HammerCalled'],
      ['LotSold'],
    ]);
    expect(await statementOf(unhurried)).toMatchObject({ lines: [{ hammerPriceCents: 5_000 }] });
    auctioneer.hangUp();
  });
});
