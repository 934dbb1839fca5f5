import {
  type AudienceStore,
  changePaddle,
  fault,
  issueTicket,
  leaveDrop,
  type Principal,
  registerPaddle,
  renewLease,
  suspendPaddle,
} from '@gaveldrop/saleroom';
import { type ConnectionId, cents, epochMs, paddleNumber } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  ada,
  anOpenSaleroom,
  at,
  bob,
  dropId,
  eve,
  finish,
  outcomeOf,
  page,
  type Saleroom,
  startMs,
} from './a-saleroom.ts';
import { aSocket, bringUp, shakeHands, ticketFor } from './a-socket.ts';

const lease = (connectionId: string, sinceMs: number, expiresAtMs: number) => ({
  connectionId,
  sinceMs: at(sinceMs),
  expiresAtMs: at(expiresAtMs),
});
const leasesOf = async (room: Saleroom) => (await room.ports.audience.readLeases(dropId, bob.userId)).leases;

/** Bob with all the sockets one may have. */
async function aFullHouse() {
  const room = await anOpenSaleroom();
  for (const name of ['a', 'b', 'c', 'd', 'e']) await aSocket(room, bob, name);
  return room;
}
const leave = (room: Saleroom, connection: string) =>
  leaveDrop(room.ports, { userId: bob.userId, dropId, shard: 0 } as Principal, connection as ConnectionId);

describe('the connections of one person to one drop', () => {
  it('are five; the sixth gets no ticket, with the reason', async () => {
    const room = await aFullHouse();
    expect(await issueTicket(room.ports, bob, dropId, page)).toEqual({
      ...{ kind: 'refused', code: 'too-many-connections' },
      detail:
        'you have 5 connections to this drop; close one, or wait: one that is gone unnoticed stops counting after 150 s',
    });
    expect(await issueTicket(room.ports, ada, dropId, page)).toMatchObject({ kind: 'done' });
  });

  it('of tickets taken before, the sixth is refused at the handshake, and is spent', async () => {
    const room = await anOpenSaleroom();
    const tickets: string[] = [];
    for (let one = 0; one < 6; one += 1) tickets.push(await ticketFor(room, bob));
    const let_in: boolean[] = [];
    for (const [at, ticket] of tickets.entries())
      let_in.push((await shakeHands(room, ticket, `c-${at}`)) !== undefined);
    expect(let_in).toEqual([true, true, true, true, true, false]);
    await leave(room, 'c-0');
    expect(await shakeHands(room, tickets[5] ?? '', 'c-6')).toBeUndefined();
    expect(await shakeHands(room, await ticketFor(room, bob), 'c-6')).toBeDefined();
  });

  it('one that closes makes room at once', async () => {
    const room = await aFullHouse();
    await leave(room, 'c');
    expect(await aSocket(room, bob, 'f')).toBeDefined();
    expect((await leasesOf(room)).map(({ connectionId }) => connectionId)).toEqual(['a', 'b', 'd', 'e', 'f']);
  });

  it('one that died unnoticed makes room after 150 seconds', async () => {
    const room = await aFullHouse();
    await room.clock.advance(149_999);
    expect(await issueTicket(room.ports, bob, dropId, page)).toMatchObject({ code: 'too-many-connections' });
    await room.clock.advance(1);
    expect(await aSocket(room, bob, 'f')).toBeDefined();
  });

  it('are forgotten two hours after they can last have been up', async () => {
    const room = await aFullHouse();
    await room.clock.advance(7_205_000);
    await aSocket(room, bob, 'f');
    expect(await leasesOf(room)).toHaveLength(6);
    await room.clock.advance(1);
    await aSocket(room, bob, 'g');
    expect((await leasesOf(room)).map(({ connectionId }) => connectionId)).toEqual(['f', 'g']);
  });

  it('a lease that was written though nobody heard so is not taken twice', async () => {
    const room = await anOpenSaleroom();
    const { audience } = room.ports;
    const commitLeases: AudienceStore['commitLeases'] = async (next) => {
      await audience.commitLeases(next);
      return false;
    };
    const ports = { ...room.ports, audience: { ...audience, commitLeases } };
    expect(await shakeHands(room, await ticketFor(room, bob), 'a', ports)).toBeDefined();
    expect(await leasesOf(room)).toEqual([lease('a', 0, 150_000)]);
  });

  it('a handshake that fails before its lease leaves none', async () => {
    const room = await anOpenSaleroom();
    const readShardLoads = () => Promise.reject(fault('unavailable', 'no shards', undefined));
    const ports = { ...room.ports, audience: { ...room.ports.audience, readShardLoads } };
    await expect(shakeHands(room, await ticketFor(room, bob), 'a', ports)).rejects.toThrow('no shards');
    expect(await leasesOf(room)).toEqual([]);
  });

  it('leases that will not be written are a fault, not a refusal', async () => {
    const room = await anOpenSaleroom();
    const audience = { ...room.ports.audience, commitLeases: async () => false };
    const ports = { ...room.ports, audience };
    await expect(shakeHands(room, await ticketFor(room, bob), 'a', ports)).rejects.toMatchObject({
      faultKind: 'unavailable',
    });
  });
});

describe('a ping', () => {
  const principal = { userId: bob.userId, dropId } as Principal;
  const ping = (room: Saleroom, afterMs: number, ports = room.ports) =>
    renewLease(ports, principal, 'a' as ConnectionId, epochMs(startMs), at(afterMs));

  it('of twenty-five seconds each renews the lease once a minute, whenever it begins', async () => {
    for (const beginsMs of [0, 1, 9_999, 10_000, 24_999]) {
      const room = await anOpenSaleroom();
      const renewedAtMs: number[] = [];
      const audience: AudienceStore = {
        ...room.ports.audience,
        renewLease: async (_drop, _user, _connection, expiresAtMs) => {
          renewedAtMs.push(expiresAtMs - startMs - 150_000);
        },
      };
      for (let afterMs = beginsMs; afterMs < 600_000; afterMs += 25_000) {
        await room.clock.advance(startMs + afterMs - room.clock.nowMs());
        await ping(room, afterMs, { ...room.ports, audience });
      }
      expect(renewedAtMs.map((ms) => Math.floor(ms / 60_000))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      // One that is missed does not let the lease lapse.
      const gaps = renewedAtMs.slice(2).map((ms, nth) => ms - (renewedAtMs[nth] ?? 0));
      expect(Math.max(...gaps)).toBeLessThan(150_000);
    }
  });

  it('renews by the function’s clock, and what has lapsed too', async () => {
    const room = await anOpenSaleroom();
    await aSocket(room, bob, 'a');
    await room.clock.advance(180_000);
    await ping(room, 180_000);
    expect(await leasesOf(room)).toEqual([lease('a', 0, 330_000)]);
  });

  it('that cannot renew is counted and answered all the same', async () => {
    const room = await anOpenSaleroom();
    const renewLease = () => Promise.reject(fault('throttled', 'no', undefined));
    const ports = { ...room.ports, audience: { ...room.ports.audience, renewLease } };
    await ping(room, 60_000, ports);
    expect(room.metrics.counted('leaseNotRenewed')).toBe(1);
  });
});

describe('a paddle whose rights change', () => {
  const limit = (room: Saleroom, limitCents: number | undefined, ports = room.ports) =>
    finish(
      room,
      changePaddle(ports, eve, dropId, paddleNumber(1), {
        limitCents: limitCents === undefined ? undefined : cents(limitCents),
      }),
    );
  const changes: readonly (readonly [string, (room: Saleroom) => Promise<unknown>])[] = [
    ['a limit', (room) => limit(room, 5_000)],
    ['no limit any more', (room) => limit(room, undefined)],
    [
      'a tie',
      (room) =>
        finish(room, changePaddle(room.ports, eve, dropId, paddleNumber(1), { sellerId: ada.userId })),
    ],
    ['a suspension', (room) => finish(room, suspendPaddle(room.ports, eve, dropId, paddleNumber(1), true))],
  ];

  async function bobRegistered() {
    const room = await anOpenSaleroom();
    outcomeOf(await registerPaddle(room.ports, bob, dropId, 'Bob'));
    return room;
  }

  it.each(changes)('%s voids tickets already made, and not those made after it', async (_, change) => {
    const room = await bobRegistered();
    const [before, others] = [await ticketFor(room, bob), await ticketFor(room, ada)];
    await change(room);
    const after = await ticketFor(room, bob);
    expect(await shakeHands(room, before, 'a')).toBeUndefined();
    expect(await shakeHands(room, after, 'b')).toBeDefined();
    expect(await shakeHands(room, others, 'c')).toBeDefined();
  });

  it('readmission closes nothing', async () => {
    const room = await bobRegistered();
    await finish(room, suspendPaddle(room.ports, eve, dropId, paddleNumber(1), true));
    const isUp = await aSocket(room, bob, 'a');
    await finish(room, suspendPaddle(room.ports, eve, dropId, paddleNumber(1), false));
    expect(isUp()).toBe(true);
  });

  it('a ticket stamped by a clock that is 100 ms ahead is void too, one of 101 ms was made later', async () => {
    const room = await bobRegistered();
    const ahead = (ms: number) => ({
      ...room.ports,
      clock: { ...room.clock, nowMs: () => epochMs(room.clock.nowMs() + ms) },
    });
    const [before, later] = [await ticketFor(room, bob, ahead(100)), await ticketFor(room, bob, ahead(101))];
    await limit(room, 5_000);
    expect(await shakeHands(room, before, 'a')).toBeUndefined();
    expect(await shakeHands(room, later, 'b')).toBeDefined();
  });

  it('of two changes in one millisecond the second voids what was made between them', async () => {
    const room = await bobRegistered();
    await limit(room, 5_000);
    const between = await ticketFor(room, bob);
    await limit(room, 4_000);
    expect(await shakeHands(room, between, 'a')).toBeUndefined();
    const principal = await shakeHands(room, await ticketFor(room, bob), 'b');
    expect(principal).toMatchObject({ limitCents: 4_000 });
  });

  it('makes room: what was closed does not count', async () => {
    const room = await aFullHouse();
    outcomeOf(await registerPaddle(room.ports, bob, dropId, 'Bob'));
    await limit(room, 5_000);
    for (const name of ['f', 'g', 'h', 'i', 'j']) await aSocket(room, bob, name);
    expect(await issueTicket(room.ports, bob, dropId, page)).toMatchObject({ code: 'too-many-connections' });
  });

  it('closes a socket whose lease has lapsed', async () => {
    const room = await bobRegistered();
    const isUp = await aSocket(room, bob, 'a');
    await room.clock.advance(7_000_000);
    await limit(room, 5_000);
    expect(isUp()).toBe(false);
  });

  it('closes a socket that comes up only after it was looked for', async () => {
    const room = await bobRegistered();
    await shakeHands(room, await ticketFor(room, bob), 'a');
    let isUp = () => true;
    const late = room.clock.sleep(4_000).then(() => {
      isUp = bringUp(room, 'a');
    });
    await limit(room, 5_000);
    await late;
    expect(isUp()).toBe(false);
    expect(room.clock.nowMs() - startMs).toBe(4_000);
  });

  it('waits five seconds at the most for one that never comes up', async () => {
    const room = await bobRegistered();
    await shakeHands(room, await ticketFor(room, bob), 'a');
    await limit(room, 5_000);
    expect(room.clock.nowMs() - startMs).toBe(5_250);
    expect(await leasesOf(room)).toEqual([]);
  });

  it('is a fault while a socket cannot be closed, and done when it is asked for again', async () => {
    const room = await bobRegistered();
    const isUp = await aSocket(room, bob, 'a');
    const close = async () => 'failed' as const;
    const stuck = { ...room.ports, broadcast: { ...room.ports.broadcast, close } };
    await expect(limit(room, 5_000, stuck)).rejects.toMatchObject({ faultKind: 'unavailable' });
    expect(isUp()).toBe(true);
    expect(outcomeOf(await limit(room, 5_000))).toMatchObject({ limitCents: 5_000 });
    expect(isUp()).toBe(false);
  });

  it('one failure to close is tried again', async () => {
    const room = await bobRegistered();
    const isUp = await aSocket(room, bob, 'a');
    let tries = 0;
    const close: typeof room.ports.broadcast.close = async (connection) => {
      tries += 1;
      return tries < 3 ? 'failed' : room.ports.broadcast.close(connection);
    };
    await limit(room, 5_000, { ...room.ports, broadcast: { ...room.ports.broadcast, close } });
    expect([isUp(), tries]).toEqual([false, 3]);
  });
});
