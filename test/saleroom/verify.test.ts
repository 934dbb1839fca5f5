import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSaleroomHttp, type SaleroomHttp } from '@gaveldrop/client';
import type { Saleroom } from '@gaveldrop/local';
import type { History, KeySet, PublicLot, Receipt, RefusalReceipt } from '@gaveldrop/protocol';
import type { DropId, LotId } from '@gaveldrop/units';
import { verifyHistory } from '@gaveldrop/verifier';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fieldChanges } from '../property/verifier/field-changes.ts';
import { chained } from '../property/verifier/played-history.ts';
import { type Ask, askingAt, granted } from './asking.ts';
import { openSaleroom } from './open-saleroom.ts';
import type { Phone } from './phone.ts';
import { runScript } from './run-script.ts';
import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';

// A small drop on the real saleroom, and then only what anybody may have of it: what was pushed to a phone, what bidders
// were given, and what the HTTP API tells everybody.

let saleroom: Saleroom;
let folder = '';
let histories: readonly History[] = [];
let keys: KeySet;
const receipts: Receipt[] = [];
const refusals: RefusalReceipt[] = [];
/** As they were pushed to one phone. */
const heads = new Map<string, string>();

const httpFor = (token: string): SaleroomHttp =>
  createSaleroomHttp({
    httpUrl: saleroom.httpUrl,
    token: async () => token,
    fetch: (url, request) => fetch(url, request),
  });

/** Bids, and keeps what is signed when it is refused. */
async function bid(phone: Phone, ...asked: Parameters<typeof bidOn>): Promise<string> {
  const { outcome, code, receipt } = await phone.ask(bidOn(...asked), 'bid-answer');
  if (receipt !== undefined) refusals.push(receipt as RefusalReceipt);
  return String(code ?? outcome);
}

/** Waits until a phone has been told how a lot ended, and keeps its chain head. */
async function keepHead(phone: Phone, lotId: string): Promise<void> {
  const ended = (message: { readonly lots?: unknown }): PublicLot | undefined =>
    ((message.lots ?? []) as PublicLot[]).find((lot) => lot.lotId === lotId && lot.outcome !== undefined);
  const told = ended(await phone.next((one) => one.type === 'lots' && ended(one) !== undefined));
  if (told?.chainHead !== undefined) heads.set(lotId, told.chainHead);
}

/** Sold with maxima, a pause and refusals; passed below its reserve; withdrawn; and one with nothing but its entry. */
async function runDrop(ask: Ask): Promise<{ dropId: DropId; lotIds: readonly LotId[]; http: SaleroomHttp }> {
  const ava = await signIn(saleroom, 'user-ava', ['auctioneers']);
  const [beas, bens] = [await signIn(saleroom, 'user-bea'), await signIn(saleroom, 'user-ben')];
  const body = { ...unhurriedDrop, lotsOpenMax: 3 };
  const { dropId } = granted<{ dropId: DropId }>(await ask('POST', '/drops', { token: ava, body }));
  const lots = [sampleLot, { ...sampleLot, reserveCents: 900_001 }, sampleLot, sampleLot];
  const lotIds: string[] = [];
  for (const lot of lots) lotIds.push(await enterLot(ask, ava, dropId, lot));
  const [toSell = '', toPass = '', toWithdraw = ''] = lotIds;
  for (const token of [beas, bens]) granted(await ask('POST', `/drops/${dropId}/paddles`, { token }));
  const auctioneer = await joinDrop(saleroom, ask, ava, dropId);
  const bea = await joinDrop(saleroom, ask, beas, dropId);
  const ben = await joinDrop(saleroom, ask, bens, dropId);
  const command = (lotId: string, named: string, more = {}) =>
    auctioneer.ask({ ...commandOn(lotId, named), ...more }, 'lot-answer');

  for (const lotId of [toSell, toPass, toWithdraw]) await command(lotId, 'open');
  expect(await bid(bea, toSell, 5_000, 'maximum')).toBe('leading');
  expect(await bid(ben, toSell, 900)).toBe('below-asking-price');
  expect(await bid(ben, toSell, 3_000)).toBe('outbid');
  expect(await bid(bea, toSell, 4_000, 'maximum')).toBe('maximum-not-raised');
  expect(await bid(bea, toSell, 6_000, 'maximum')).toBe('leading');
  await command(toSell, 'pause');
  expect(await bid(ben, toSell, 9_000)).toBe('lot-not-open');
  await command(toSell, 'resume');
  expect(await bid(ben, toSell, 12_000, 'maximum')).toBe('leading');
  expect(await bid(ben, toSell, 12_500)).toBe('already-leading');
  expect(await bid(bea, toPass, 2_000, 'maximum')).toBe('leading');
  expect(await bid(ben, toWithdraw, 2_000, 'maximum')).toBe('leading');
  for (const lotId of [toSell, toPass]) await command(lotId, 'hammer');
  await command(toWithdraw, 'withdraw', { reason: 'damaged' });
  for (const lotId of [toWithdraw, toSell, toPass]) await keepHead(bea, lotId);
  expect(await bid(bea, toSell, 20_000)).toBe('lot-closed');
  for (const phone of [auctioneer, bea, ben]) phone.hangUp();

  for (const token of [beas, bens]) {
    await vi.waitFor(
      async () => expect((await httpFor(token).receipts(dropId)).length).toBeGreaterThan(2),
      10_000,
    );
    receipts.push(...(await httpFor(token).receipts(dropId)));
  }
  return { dropId, lotIds: lotIds as LotId[], http: httpFor(ava) };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gaveldrop-verify-'));
  saleroom = await openSaleroom();
  const { dropId, lotIds, http } = await runDrop(askingAt(saleroom));
  keys = await http.keys();
  const ended = ['LotSold', 'LotPassed', 'LotWithdrawn'];
  histories = await vi.waitFor(async () => {
    const read = await Promise.all(lotIds.map((lotId) => http.wholeHistory(dropId, lotId)));
    expect(read.slice(0, 3).map(({ entries }) => entries.at(-1)?.events[0]?.type)).toEqual(ended);
    return read;
  }, 10_000);
});
afterAll(async () => {
  await saleroom?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('what a saleroom gives out', () => {
  test('is accepted by the verifier, each lot with its head, everybody’s receipts and the keys', () => {
    expect(heads.size).toBe(3);
    const verdicts = histories.map((history) =>
      verifyHistory({ history, head: heads.get(history.lotId), receipts, refusals, keys }),
    );
    expect(verdicts.map(({ problems }) => problems)).toEqual([[], [], [], []]);
    expect(verdicts.map(({ last }) => last?.status)).toEqual(['sold', 'passed', 'withdrawn', 'scheduled']);
    expect(verdicts[0]?.checked).toEqual([
      '10 entries and their chain',
      'the head that was kept',
      '2 opened maxima',
      '4 of 4 receipts',
      '5 refusals: 5 signed, 5 following',
    ]);
  });

  test('is rejected with one field of one event changed, although the chain was worked out again', () => {
    let changes = 0;
    for (const history of histories.slice(0, 3))
      for (const [at, entry] of history.entries.entries())
        for (const { field, changed } of fieldChanges(entry)) {
          if (field.startsWith('previousHash')) continue;
          const entries = chained(history.entries.with(at, changed), history);
          const head = heads.get(history.lotId);
          const { problems } = verifyHistory({ history: { ...history, entries }, head });
          expect(problems.length, `${entry.sequence} ${field}`).toBeGreaterThan(0);
          changes += 1;
        }
    expect(changes).toBeGreaterThan(200);
  });

  test('is what the command reads from files, as a person would hand them to it', async () => {
    const file = async (name: string, value: unknown): Promise<string> => {
      await writeFile(join(folder, name), JSON.stringify(value));
      return join(folder, name);
    };
    const kept = { lots: [...heads].map(([lotId, chainHead]) => ({ lotId, chainHead })) };
    const args = [
      await file('histories.json', histories),
      ...['--heads', await file('heads.json', kept)],
      ...['--receipts', await file('receipts.json', { receipts, refusals })],
      ...['--keys', await file('keys.json', keys)],
    ];
    const ran = await runScript('packages/verifier/src/verify.ts', args);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('accepted');

    const [first] = histories;
    const wrong = await file('wrong.json', { ...first, entries: first?.entries.toSpliced(3, 1) });
    const rejected = await runScript('packages/verifier/src/verify.ts', [wrong, ...args.slice(1), '--json']);
    expect(rejected.code).toBe(1);
    expect(JSON.parse(rejected.stdout)).toMatchObject({ accepted: false });
  });
});
