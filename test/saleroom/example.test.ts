import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Saleroom } from '@gaveldrop/local';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Ask, askingAt, granted } from './asking.ts';
import { openSaleroom } from './open-saleroom.ts';
import { unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let saleroom: Saleroom;
let ask: Ask;
let example: ChildProcess | undefined;
beforeAll(async () => {
  saleroom = await openSaleroom();
  ask = askingAt(saleroom);
});
afterAll(async () => {
  example?.kill('SIGKILL');
  await saleroom?.stop();
});

test('the example joins a drop, prints price and clock, and bids when it is told to', async () => {
  const ava = await signIn(saleroom, 'user-ava', ['auctioneers']);
  const ben = await signIn(saleroom, 'user-ben');
  const drop = { ...unhurriedDrop, closing: { ...unhurriedDrop.closing, durationMs: 60_000 } };
  const { dropId } = granted<{ dropId: string }>(await ask('POST', '/drops', { token: ava, body: drop }));
  const lotId = await enterLot(ask, ava, dropId);
  granted(await ask('POST', `/drops/${dropId}/paddles`, { token: ben }));
  const auctioneer = await joinDrop(saleroom, ask, ava, dropId);
  const bidder = await joinDrop(saleroom, ask, ben, dropId);

  const args = ['--site', saleroom.siteUrl, '--as', 'bea', '--bid', 'next'];
  const child = spawn(process.execPath, ['packages/client/example/watch-drop.ts', ...args], { cwd: root });
  example = child;
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const prints = (line: RegExp | string): Promise<void> =>
    vi.waitFor(() => expect(printed).toMatch(line), { timeout: 15_000, interval: 50 });

  await prints('paddle 2\n');
  await prints('live\n');
  await prints('lot 1, A gold ducat: scheduled');
  await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer');
  await prints('my bid of 10.00: leading\n');
  await prints('lot 1, A gold ducat: open at 10.00, paddle 2 leads, 11.00 is asked\n');
  await prints(/lot 1, open: 5\d\.\d s to go\n/);
  await bidder.ask(bidOn(lotId, 2_000), 'bid-answer');
  await prints('open at 20.00, paddle 1 leads, 21.00 is asked\n');

  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});
