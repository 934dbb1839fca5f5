import type { Saleroom } from '@gaveldrop/local';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, askingAt, granted } from './asking.ts';
import { openSaleroom } from './open-saleroom.ts';
import { patientlyAsk } from './patient-phone.ts';
import type { Heard } from './phone.ts';
import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';

let saleroom: Saleroom;
let ask: Ask;

beforeAll(async () => {
  saleroom = await openSaleroom();
  ask = askingAt(saleroom);
});
afterAll(() => saleroom?.stop());

type LotsHeard = { readonly serverNowMs: number; readonly lots: readonly { readonly sequence: number }[] };
const isPush = ({ type }: Heard): boolean => type === 'lots';

test('[L4] bids that come thick and fast are posted once in each window, and the last for certain', async () => {
  const ava = await signIn(saleroom, 'user-ava', ['auctioneers']);
  const bidders = [await signIn(saleroom, 'user-bea'), await signIn(saleroom, 'user-ben')];
  const { dropId } = granted<{ dropId: string }>(
    await ask('POST', '/drops', { token: ava, body: unhurriedDrop }),
  );
  const lotId = await enterLot(ask, ava, dropId, sampleLot);
  for (const token of bidders) granted(await ask('POST', `/drops/${dropId}/paddles`, { token }));
  const [auctioneer, bea, ben, viewer] = await Promise.all(
    [ava, ...bidders, await signIn(saleroom, 'user-vic')].map((token) =>
      joinDrop(saleroom, ask, token, dropId),
    ),
  );
  if (!auctioneer || !bea || !ben || !viewer) throw new Error('four phones');
  await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer');
  await viewer.next(isPush);

  let sequence = 2;
  for (let bid = 0; bid < 24; bid += 1) {
    const bidder = bid % 2 === 0 ? bea : ben;
    const answer = await patientlyAsk(bidder, bidOn(lotId, 1_000 + bid * 100));
    expect(answer).toMatchObject({ type: 'bid-answer', outcome: 'leading' });
    sequence = Number(answer.sequence);
  }
  expect(sequence).toBe(26);
  const isLast = (message: Heard): boolean =>
    isPush(message) && (message as unknown as LotsHeard).lots[0]?.sequence === 26;
  await viewer.next(isLast);

  const pushes = viewer.heard.filter(isPush) as unknown as readonly LotsHeard[];
  // More than the first and the last, and fewer than the changes.
  expect(pushes.length).toBeGreaterThan(2);
  expect(pushes.length).toBeLessThan(25);
  const gapsMs = pushes.slice(1).map(({ serverNowMs }, nth) => serverNowMs - (pushes[nth]?.serverNowMs ?? 0));
  // A clock in whole milliseconds may show one less than was waited.
  expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(248);
  const sequences = pushes.map(({ lots }) => lots[0]?.sequence ?? 0);
  expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
  for (const phone of [auctioneer, bea, ben, viewer]) phone.hangUp();
});
