import type { Saleroom } from '@gaveldrop/local';
import { ulid } from 'ulid';
import { type Ask, askingAt, granted } from './asking.ts';
import { callUp, type Phone } from './phone.ts';
import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';

/** A saleroom, with what its functions logged where that is kept. */
type LoggedSaleroom = Saleroom & { readonly logged?: readonly string[] };

/** Connects somebody to a drop, and says hello. @throws when the handshake is refused, with what was logged last. */
export async function joinDrop(
  saleroom: LoggedSaleroom,
  ask: Ask,
  token: string,
  dropId: string,
): Promise<Phone> {
  const origin = saleroom.siteUrl;
  const asked = await ask('POST', '/tickets', { token, body: { dropId }, headers: { origin } });
  const { ticket } = granted<{ ticket: string }>(asked);
  const phone = await callUp(`${saleroom.webSocketUrl}?ticket=${ticket}`, { origin });
  if ('refused' in phone) {
    const lastLogged = saleroom.logged?.slice(-5).join('\n') ?? '';
    throw new Error(`the handshake was refused with ${phone.refused}\n${lastLogged}`);
  }
  await phone.ask({ action: 'hello', protocol: 1, have: {}, pending: [] }, 'welcome');
  return phone;
}

/** Enters a lot in a drop's catalogue. @returns its id */
export async function enterLot(
  ask: Ask,
  token: string,
  dropId: string,
  lot: object = sampleLot,
): Promise<string> {
  const entered = await ask('POST', `/drops/${dropId}/lots`, { token, body: lot });
  return granted<{ lotId: string }>(entered).lotId;
}

export const commandOn = (lotId: string, command: string): object => ({
  action: 'lot',
  commandId: ulid(),
  lotId,
  command,
});
export const bidOn = (lotId: string, amountCents: number, kind: 'exact' | 'maximum' = 'exact') => ({
  action: 'bid',
  bidId: ulid(),
  lotId,
  amountCents,
  kind,
  attempt: 1,
});

/** Everybody of a drop, by name: tokens of an auctioneer, two bidders, a seller and strangers. */
export type SoldDrop = {
  readonly dropId: string;
  /** Sold to paddle 2 at 20.00. */
  readonly soldLotId: string;
  readonly scheduledLotId: string;
  /** A drop of another auctioneer, with a lot. */
  readonly otherDropId: string;
  readonly otherLotId: string;
  readonly tokens: Readonly<Record<'ava' | 'abe' | 'bea' | 'ben' | 'sam', string>>;
};

/** Runs a small drop until its first lot is sold and the seller has a statement. */
export async function sellOneLot(saleroom: Saleroom): Promise<SoldDrop> {
  const ask = askingAt(saleroom);
  const tokens = {
    ava: await signIn(saleroom, 'user-ava', ['auctioneers']),
    abe: await signIn(saleroom, 'user-abe', ['auctioneers']),
    bea: await signIn(saleroom, 'user-bea'),
    ben: await signIn(saleroom, 'user-ben'),
    sam: await signIn(saleroom, 'user-sam'),
  };
  const create = async (token: string): Promise<string> =>
    granted<{ dropId: string }>(await ask('POST', '/drops', { token, body: unhurriedDrop })).dropId;
  const dropId = await create(tokens.ava);
  const otherDropId = await create(tokens.abe);
  const soldLotId = await enterLot(ask, tokens.ava, dropId);
  const scheduledLotId = await enterLot(ask, tokens.ava, dropId, { ...sampleLot, title: 'A silver thaler' });
  const otherLotId = await enterLot(ask, tokens.abe, otherDropId);

  for (const token of [tokens.bea, tokens.ben])
    granted(await ask('POST', `/drops/${dropId}/paddles`, { token }));
  const auctioneer = await joinDrop(saleroom, ask, tokens.ava, dropId);
  const bea = await joinDrop(saleroom, ask, tokens.bea, dropId);
  const ben = await joinDrop(saleroom, ask, tokens.ben, dropId);
  await auctioneer.ask(commandOn(soldLotId, 'open'), 'lot-answer');
  await bea.ask(bidOn(soldLotId, 1_000), 'bid-answer');
  await ben.ask(bidOn(soldLotId, 2_000), 'bid-answer');
  await auctioneer.ask(commandOn(soldLotId, 'hammer'), 'lot-answer');
  await auctioneer.next(({ type, lots }) => type === 'lots' && JSON.stringify(lots).includes('"sold"'));
  for (const phone of [auctioneer, bea, ben]) phone.hangUp();
  return { dropId, soldLotId, scheduledLotId, otherDropId, otherLotId, tokens };
}
