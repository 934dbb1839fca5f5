import {
  admit as admitConnection,
  changePaddle,
  issueTicket,
  type Person,
  registerPaddle,
} from '@gaveldrop/saleroom';
import { type ConnectionId, cents, paddleNumber } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  ada,
  aSaleroom,
  at,
  bob,
  dropId,
  eve,
  mallory,
  otherDropId,
  outcomeOf,
  page,
  type Saleroom,
} from './a-saleroom.ts';
import { ticketFor } from './a-socket.ts';

let connections = 0;

/** A handshake of a connection of its own. */
function admit(ports: Saleroom['ports'], ticket: string, origin: string | undefined) {
  connections += 1;
  return admitConnection(ports, ticket, origin, `c-${connections}` as ConnectionId);
}

describe('a ticket', () => {
  it('fixes who, which drop, role, paddle, limit and ties; it lives thirty seconds', async () => {
    const room = await aSaleroom();
    outcomeOf(await registerPaddle(room.ports, bob, dropId, 'Bob'));
    outcomeOf(await changePaddle(room.ports, eve, dropId, paddleNumber(1), { limitCents: cents(5_000) }));
    outcomeOf(await changePaddle(room.ports, eve, dropId, paddleNumber(1), { sellerId: ada.userId }));
    const answer = outcomeOf(await issueTicket(room.ports, bob, dropId, page));
    expect(answer).toMatchObject({ expiresAtMs: at(30_000), role: 'bidder', paddleNumber: 1 });
    expect(answer.ticket).toMatch(/^[0-9a-f]{32}$/);
    expect(await admit(room.ports, answer.ticket, page)).toEqual({
      ...{ userId: 'bob', dropId, role: 'bidder', shard: 0 },
      ...{ paddleNumber: 1, limitCents: 5_000, sellerIds: ['bob', 'ada'] },
    });
  });

  it('[L2] makes an auctioneer only of those the drop names', async () => {
    const room = await aSaleroom();
    const roleOf = async (person: Person) =>
      outcomeOf(await issueTicket(room.ports, person, dropId, page)).role;
    expect([await roleOf(eve), await roleOf(mallory), await roleOf({ ...eve, auctioneer: false })]).toEqual([
      ...['auctioneer', 'bidder', 'bidder'],
    ]);
  });

  it('works once', async () => {
    const room = await aSaleroom();
    const ticket = await ticketFor(room, bob);
    expect(await admit(room.ports, ticket, page)).toMatchObject({ userId: 'bob' });
    expect(await admit(room.ports, ticket, page)).toBeUndefined();
  });

  it('works up to its last millisecond and not at its end', async () => {
    const room = await aSaleroom();
    const [first, second] = [await ticketFor(room, bob), await ticketFor(room, bob)];
    await room.clock.advance(29_999);
    expect(await admit(room.ports, first, page)).toBeDefined();
    await room.clock.advance(1);
    expect(await admit(room.ports, second, page)).toBeUndefined();
  });

  it('works only for the origin it was made for, and is not spent by another', async () => {
    const room = await aSaleroom();
    const ports = { ...room.ports, allowedOrigins: [page, 'https://console.example'] };
    const ticket = await ticketFor(room, bob);
    expect(await admit(ports, ticket, 'https://console.example')).toBeUndefined();
    expect(await admit(ports, ticket, undefined)).toBeUndefined();
    expect(await admit(ports, ticket, page)).toBeDefined();
    const plain = outcomeOf(await issueTicket(room.ports, bob, dropId, undefined)).ticket;
    expect(await admit(ports, plain, page)).toBeUndefined();
    expect(await admit(ports, plain, undefined)).toBeDefined();
  });

  it('is neither given to nor taken from a page that is not served', async () => {
    const room = await aSaleroom();
    expect(await issueTicket(room.ports, bob, dropId, 'https://evil.example')).toMatchObject({
      ...{ kind: 'refused', code: 'origin-not-allowed', field: 'Origin' },
    });
    const ticket = await ticketFor(room, bob);
    const elsewhere = { ...room.ports, allowedOrigins: ['https://other.example'] };
    expect(await admit(elsewhere, ticket, page)).toBeUndefined();
  });

  it('is not made for a drop that is not there, nor up', async () => {
    const room = await aSaleroom();
    expect(await issueTicket(room.ports, bob, otherDropId, page)).toMatchObject({ code: 'drop-unknown' });
    expect(await admit(room.ports, 'ffffffffffffffffffffffffffffffff', page)).toBeUndefined();
  });
});
