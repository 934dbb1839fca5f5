import type { Saleroom } from '@gaveldrop/local';
import { granted } from './asking.ts';
import { callUp, type Phone } from './phone.ts';
import type { Cast } from './rights-cast.ts';
import type { UnfitTicket } from './rights-table.ts';
import { setExpiry } from './set-expiry.ts';
import { signIn } from './sign-in.ts';

type Called = Phone | { readonly refused: number };

/** Comes with a ticket that is not fit, or with none: each time somebody else, who would be let in with a good one. */
export async function callUnfit(
  saleroom: Saleroom,
  { ask, tokens, dropId }: Cast,
  what: UnfitTicket,
  who: string,
): Promise<Called> {
  const page = saleroom.siteUrl;
  const call = (query: string, origin: string | undefined): Promise<Called> =>
    callUp(`${saleroom.webSocketUrl}${query}`, { origin });
  const token = await signIn(saleroom, who);
  const take = async (origin: string | undefined): Promise<string> => {
    const headers = origin === undefined ? {} : { origin };
    const asked = await ask('POST', '/tickets', { token, body: { dropId }, headers });
    return `?ticket=${granted<{ ticket: string }>(asked).ticket}`;
  };
  switch (what) {
    case 'noTicket':
      return call('', page);
    case 'ticketNobodyMade':
      return call(`?ticket=${'a'.repeat(32)}`, page);
    case 'accessTokenForATicket':
      return call(`?ticket=${tokens.auctioneer}`, page);
    case 'usedTicket': {
      const ticket = await take(page);
      const first = await call(ticket, page);
      if ('refused' in first) throw new Error(`the first is refused with ${first.refused}`);
      const second = await call(ticket, page);
      first.hangUp();
      return second;
    }
    case 'expiredTicket': {
      const ticket = await take(page);
      await setExpiry(saleroom, ticket.replace('?ticket=', ''), Date.now() - 1);
      return call(ticket, page);
    }
    case 'ticketFromBeforeAChangeOfRights': {
      const registered = await ask('POST', `/drops/${dropId}/paddles`, { token });
      const { paddleNumber } = granted<{ paddleNumber: number }>(registered);
      const ticket = await take(page);
      const limit = { token: tokens.auctioneer, body: { limitCents: 100_000 } };
      granted(await ask('PUT', `/drops/${dropId}/paddles/${paddleNumber}/limit`, limit));
      return call(ticket, page);
    }
    case 'ticketOfAnotherOrigin':
      // An origin that is served, but not the one the ticket was made for.
      return call(await take(page), page.replace('127.0.0.1', 'localhost'));
    case 'ticketOfAPageWithoutOrigin':
      return call(await take(page), undefined);
    case 'ticketOfNoPageFromAPage':
      return call(await take(undefined), page);
  }
}
