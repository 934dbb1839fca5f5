import { type Ask, askingAt, granted } from '../../saleroom/asking.ts';
import { callUp, type Phone } from '../../saleroom/phone.ts';
import { signIn } from '../../saleroom/sign-in.ts';
import { enterLot } from '../../saleroom/sold-drop.ts';
import type { BenchSaleroom } from './start-bench-saleroom.ts';

/** A drop's terms and ladder, wherever they do not matter. */
const aPlainDrop = {
  title: 'A drop to measure',
  currency: 'EUR',
  ladder: [{ fromCents: 0, incrementCents: 100 }],
  terms: {
    commission: { bands: [{ fromCents: 0, rateBp: 800 }] },
    processing: { rateBp: 290, fixedCents: 30, base: 'order-total' },
  },
} as const;

/** What every measured lot starts at. */
export const startPriceCents = 1_000;

/** How people get into a saleroom. */
export type Door = ReturnType<typeof doorOf>;

/** The ways into a saleroom: for auctioneers, bidders and those who only look on. */
export function doorOf(saleroom: BenchSaleroom) {
  const ask: Ask = askingAt(saleroom);
  const origin = saleroom.siteUrl;
  const address = async (token: string, dropId: string): Promise<string> => {
    const asked = await ask('POST', '/tickets', { token, body: { dropId }, headers: { origin } });
    return `${saleroom.webSocketUrl}?ticket=${granted<{ ticket: string }>(asked).ticket}`;
  };
  const join = async (token: string, dropId: string): Promise<Phone> => {
    const phone = await callUp(await address(token, dropId), { origin });
    if ('refused' in phone) throw new Error(`the handshake was refused with ${phone.refused}`);
    await phone.ask({ action: 'hello', protocol: 1, have: {}, pending: [] }, 'welcome');
    return phone;
  };
  return {
    signIn: (sub: string, groups: readonly string[] = []) => signIn(saleroom, sub, groups),
    /** Where somebody may connect to a drop once, within the ticket's life. */
    address,
    join,
    /** Enters a drop with so many lots. @param rest what else is to be said of it. @returns their ids */
    enterDrop: async (
      token: string,
      closing: object,
      lots: number,
      rest: object = {},
    ): Promise<{ readonly dropId: string; readonly lotIds: readonly string[] }> => {
      const entered = await ask('POST', '/drops', { token, body: { ...aPlainDrop, closing, ...rest } });
      const { dropId } = granted<{ dropId: string }>(entered);
      const lotIds: string[] = [];
      for (let lot = 1; lot <= lots; lot += 1)
        lotIds.push(
          await enterLot(ask, token, dropId, { title: `Lot ${lot}`, sellerId: 'user-sam', startPriceCents }),
        );
      return { dropId, lotIds };
    },
    /** Registers somebody as a bidder, and joins. */
    joinToBid: async (token: string, dropId: string): Promise<Phone> => {
      granted(await ask('POST', `/drops/${dropId}/paddles`, { token }));
      return join(token, dropId);
    },
  };
}
