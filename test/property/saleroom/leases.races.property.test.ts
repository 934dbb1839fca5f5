import { admit, changePaddle, issueTicket, leaveDrop, type Principal } from '@gaveldrop/saleroom';
import { type ConnectionId, cents, epochMs, paddleNumber } from '@gaveldrop/units';
import fc, { type Scheduler } from 'fast-check';
import { expect, it } from 'vitest';
import { aSaleroom, at, bob, dropId, eve, outcomeOf, page, startMs } from '../../unit/saleroom/a-saleroom.ts';

/** A saleroom in which Bob has a paddle, whose requests are served, and answered, in any order. */
async function aRoom(s: Scheduler) {
  const room = await aSaleroom();
  await room.ports.paddles.register(dropId, bob.userId, undefined);
  const slow = <Given extends unknown[], Got>(what: string, work: (...given: Given) => Promise<Got>) => {
    return async (...given: Given): Promise<Got> => {
      await s.schedule(Promise.resolve(), what);
      const got = await work(...given);
      await s.schedule(Promise.resolve(), `${what}, answered`);
      return got;
    };
  };
  let nowMs: number = startMs;
  const { audience, paddles, broadcast } = room.ports;
  const ports = {
    ...room.ports,
    clock: {
      nowMs: () => epochMs(nowMs),
      sleep: async (ms: number) => {
        await s.schedule(Promise.resolve(), 'sleep');
        nowMs += ms;
      },
    },
    audience: {
      ...audience,
      keepTicket: slow('keep ticket', audience.keepTicket),
      takeTicket: slow('take ticket', audience.takeTicket),
      readLeases: slow('read leases', audience.readLeases),
      commitLeases: slow('write leases', audience.commitLeases),
      giveBackLease: slow('give back', audience.giveBackLease),
    },
    paddles: {
      ...paddles,
      readByUser: slow('read paddle', paddles.readByUser),
      change: slow('change paddle', paddles.change),
    },
    broadcast: { ...broadcast, close: slow('close', broadcast.close) },
  };
  return { room, ports };
}
type Room = Awaited<ReturnType<typeof aRoom>>;

/** Takes a ticket, shakes hands, and some time later the socket is up; who it lets in, if anybody. */
async function comeIn({ room, ports }: Room, s: Scheduler, name: string, up: Map<string, Principal>) {
  const ticket = await issueTicket(ports, bob, dropId, page);
  if (ticket.kind === 'refused') return undefined;
  const connectionId = name as ConnectionId;
  const principal = await admit(ports, ticket.value.ticket, page, connectionId);
  if (principal === undefined) return undefined;
  await s.schedule(Promise.resolve(), 'comes up');
  up.set(name, principal);
  room.ports.broadcast.attach(connectionId, { hear: () => undefined, closed: () => up.delete(name) });
  return principal;
}

const names = (count: number): string[] => Array.from({ length: count }, (_, nth) => `c-${nth}`);

it('however handshakes race for the last places, five are let in, and no more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 8 }), async (s, count) => {
      const room = await aRoom(s);
      const up = new Map<string, Principal>();
      await s.waitFor(Promise.all(names(count).map((name) => comeIn(room, s, name, up))));
      expect(up.size).toBe(Math.min(5, count));
      const { leases } = await room.room.ports.audience.readLeases(dropId, bob.userId);
      expect(leases.map(({ connectionId }) => connectionId).sort()).toEqual([...up.keys()].sort());
    }),
    { numRuns: 150 },
  );
});

it('a place given back while others race for it goes to one of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (s) => {
      const room = await aRoom(s);
      const up = new Map<string, Principal>();
      const leases = names(5).map((name) => ({
        ...{ connectionId: name as ConnectionId, sinceMs: at(0), expiresAtMs: at(150_000) },
      }));
      const { audience } = room.room.ports;
      const none = await audience.readLeases(dropId, bob.userId);
      await audience.commitLeases({ ...none, leases, version: 1 });
      const gone = { userId: bob.userId, dropId, shard: 0 } as Principal;
      const leaving = leaveDrop(room.ports, gone, 'c-3' as ConnectionId);
      await s.waitFor(Promise.all([leaving, ...['a', 'b', 'c'].map((name) => comeIn(room, s, name, up))]));
      expect(up.size).toBeLessThanOrEqual(1);
      const after = (await audience.readLeases(dropId, bob.userId)).leases.map((one) => one.connectionId);
      expect(after).toEqual(['c-0', 'c-1', 'c-2', 'c-4', ...up.keys()]);
      const late = new Map<string, Principal>();
      await s.waitFor(comeIn(room, s, 'd', late));
      expect(up.size + late.size).toBe(1);
    }),
    { numRuns: 150 },
  );
});

it('[B8] [B9] however a change of rights races tickets and handshakes, once it is done no socket has the old ones', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 2 }), async (s, already) => {
      const room = await aRoom(s);
      const up = new Map<string, Principal>();
      await s.waitFor(Promise.all(names(already).map((name) => comeIn(room, s, name, up))));
      const coming = ['x', 'y', 'z'].map((name) => comeIn(room, s, name, up));
      const limits = async (limitCents: number) => {
        outcomeOf(
          await changePaddle(room.ports, eve, dropId, paddleNumber(1), { limitCents: cents(limitCents) }),
        );
        // Whoever is up, and whoever is still on the way, has this limit or a later one.
        return [...up.values()].filter((principal) => (principal.limitCents ?? 9_999) > limitCents);
      };
      const changes = limits(5_000).then(async (first) => [first, await limits(4_000)]);
      const [old] = await s.waitFor(Promise.all([changes, ...coming]));
      expect(old).toEqual([[], []]);
      expect([...up.values()].filter(({ limitCents }) => limitCents !== 4_000)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
