import type { BidId, Cents } from '@gaveldrop/units';
import { ulidTimeMs } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { DropWorld, lotId, openLot, type ServerEnd, worldStartMs } from './drop-world.ts';

const tap = (world: DropWorld, amountCents = 1_100): BidId =>
  world.client.bid({ lotId, amountCents: amountCents as Cents, kind: 'exact' });
const only = (world: DropWorld) => world.client.state().bids[0];
/** Keeps a connection from counting as dead, without answering what it asks. */
const breathe = (socket: ServerEnd): void => socket.sayText('{"message":"Endpoint request timed out"}');

describe('a bid', () => {
  test('[B1] names its lot, its amount, its kind, its id and which sending it is', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    expect(socket.of('bid')).toEqual([
      { action: 'bid', bidId, lotId, amountCents: 1_100, kind: 'exact', attempt: 1 },
    ]);
    expect(only(world)).toMatchObject({ bidId, state: 'pending', attempts: 1 });
  });

  test('its id carries the time of the server, not of the phone', async () => {
    const world = new DropWorld();
    world.deviceAheadMs = 3_600_000;
    await world.goLive();
    expect(ulidTimeMs(tap(world))).toBe(worldStartMs);
  });

  test.each(['leading', 'outbid'] as const)(
    'answered %s is settled, and its lot is taken from the answer',
    async (outcome) => {
      const world = new DropWorld();
      const socket = await world.goLive();
      const bidId = tap(world);
      await world.advance(40);
      const leadingPaddle = (outcome === 'leading' ? 7 : 3) as never;
      const lot = openLot({ sequence: 6 as never, priceCents: 1_100 as never, leadingPaddle });
      socket.say(world.answer(bidId, { outcome, sequence: 6, lot }));
      expect(only(world)).toMatchObject({ state: outcome, sequence: 6, attempts: 1, answeredAfterMs: 40 });
      expect(world.client.state().lots[0]).toMatchObject({ sequence: 6, priceCents: 1_100 });
      await world.advance(4_000);
      expect(socket.of('bid')).toHaveLength(1);
    },
  );

  test('refused is settled, with its code and the asking price', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    socket.say(
      world.answer(bidId, {
        outcome: 'refused',
        code: 'below-asking-price',
        askingPriceCents: 1_300,
        sequence: 5,
      }),
    );
    expect(only(world)).toMatchObject({
      state: 'refused',
      code: 'below-asking-price',
      askingPriceCents: 1_300,
    });
    await world.advance(4_000);
    expect(socket.of('bid')).toHaveLength(1);
  });

  test('[B10] what was accepted once stays accepted, whatever comes after it', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    socket.say(world.answer(bidId, { outcome: 'leading', sequence: 6 }));
    socket.say(world.answer(bidId, { outcome: 'refused', code: 'already-leading', sequence: 6 }));
    socket.say(world.answer(bidId, { outcome: 'unknown' }));
    expect(only(world)).toMatchObject({ state: 'leading', sequence: 6 });
    expect(only(world)).not.toHaveProperty('code');
  });

  test('an acceptance that comes after a refusal stands', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    socket.say(world.answer(bidId, { outcome: 'refused', code: 'lot-not-open', sequence: 5 }));
    socket.say(world.answer(bidId, { outcome: 'outbid', sequence: 6 }));
    expect(only(world)).toMatchObject({ state: 'outbid', sequence: 6 });
    expect(only(world)).not.toHaveProperty('code');
  });

  test('that does not fit the wire is a bug of the page, and nothing is sent', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    expect(() => tap(world, 0)).toThrow('amountCents');
    expect(() => tap(world, 10.5)).toThrow('amountCents');
    expect(socket.of('bid')).toHaveLength(0);
  });
});

describe('many bids', () => {
  test('of the settled ones the newest 1,000 stay listed, of the pending ones all', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const pending = tap(world);
    const settled = Array.from({ length: 1_002 }, () => {
      const bidId = tap(world);
      socket.say(world.answer(bidId, { outcome: 'outbid', sequence: 6 }));
      return bidId;
    });
    tap(world);
    const listed = world.client.state().bids.map(({ bidId }) => bidId);
    expect(listed).toHaveLength(1_002);
    expect(listed.slice(0, 2)).toEqual([pending, settled[2]]);
  });

  test('leave no timer behind once they are settled', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    breathe(socket);
    const before = world.timersRunning;
    const bidId = tap(world);
    expect(world.timersRunning).toBe(before + 1);
    socket.say(world.answer(bidId, { outcome: 'outbid', sequence: 6 }));
    expect(world.timersRunning).toBe(before);
  });
});

describe('a bid without an answer', () => {
  test('is sent again by its id after 3 s, then every 4 s, as often as it takes', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    const sentAtMs: number[] = [];
    for (let passedMs = 0; passedMs <= 12_000; passedMs += 100) {
      while (sentAtMs.length < socket.of('bid').length) sentAtMs.push(world.elapsedMs);
      breathe(socket);
      await world.advance(100);
    }
    expect(sentAtMs).toEqual([0, 3_000, 7_000, 11_000]);
    expect(socket.of('bid').map((bid) => [bid.bidId, bid.attempt])).toEqual([
      [bidId, 1],
      [bidId, 2],
      [bidId, 3],
      [bidId, 4],
    ]);
    expect(only(world)).toMatchObject({ state: 'pending', attempts: 4 });
  });

  test('a word of the gateway itself tells nothing: the same 3 s decide', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    tap(world);
    socket.sayText('{"message":"Internal server error","connectionId":"c","requestId":"r"}');
    await world.advance(2_999);
    expect(socket.of('bid')).toHaveLength(1);
    await world.advance(1);
    expect(socket.of('bid')).toHaveLength(2);
    expect(world.client.state()).not.toHaveProperty('invalidMessages');
  });

  test('[B1] the attempt never exceeds what the wire allows', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([]);
    const bidId = tap(world);
    for (let answered = 0; answered < 1_010; answered += 1) {
      socket.say(world.answer(bidId, { outcome: 'busy' }));
      await world.advance(600);
    }
    expect(socket.of('bid').length).toBeGreaterThan(1_005);
    expect(socket.of('bid').at(-1)?.attempt).toBe(1_000);
  });
});

describe('an answer that is none yet', () => {
  test.each([
    { chance: 0, ms: 300 },
    { chance: 0.5, ms: 500 },
    { chance: 0.9999999, ms: 699 },
  ])(
    '[B10] unknown is sent again after $ms ms at $chance, with the sequence it gave',
    async ({ chance, ms }) => {
      const world = new DropWorld();
      const socket = await world.goLive();
      world.chance = chance;
      const bidId = tap(world);
      socket.say(world.answer(bidId, { outcome: 'unknown', afterSequence: 5 }));
      await world.advance(ms - 1);
      expect(socket.of('bid')).toHaveLength(1);
      await world.advance(1);
      expect(socket.of('bid')[1]).toMatchObject({ bidId, attempt: 2, afterSequence: 5 });
    },
  );

  test('of several unknowns the highest sequence goes with the next sending', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    socket.say(world.answer(bidId, { outcome: 'unknown', afterSequence: 9 }));
    socket.say(world.answer(bidId, { outcome: 'unknown', afterSequence: 5 }));
    socket.say(world.answer(bidId, { outcome: 'unknown' }));
    await world.advance(700);
    expect(socket.of('bid')[1]).toMatchObject({ attempt: 2, afterSequence: 9 });
  });

  test.each([
    { chance: 0, ms: 200 },
    { chance: 0.9999999, ms: 599 },
  ])('busy is sent again after $ms ms at $chance', async ({ chance, ms }) => {
    const world = new DropWorld();
    const socket = await world.goLive();
    world.chance = chance;
    const bidId = tap(world);
    socket.say(world.answer(bidId, { outcome: 'busy' }));
    expect(only(world)).toMatchObject({ state: 'pending' });
    await world.advance(ms - 1);
    expect(socket.of('bid')).toHaveLength(1);
    await world.advance(1);
    expect(socket.of('bid')[1]).toEqual({
      action: 'bid',
      bidId,
      lotId,
      amountCents: 1_100,
      kind: 'exact',
      attempt: 2,
    });
  });
});

describe('a bid whose connection was lost', () => {
  test('is asked about in the next hello, and sent again at once when it was not accepted', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    socket.close();
    const next = await world.reconnect();
    expect(next.of('hello')[0]?.pending).toEqual([{ bidId, lotId }]);
    expect(next.of('bid')).toHaveLength(0);
    next.say(world.welcome({ pending: [{ bidId, outcome: 'not-accepted' }] }));
    expect(next.of('bid')).toMatchObject([{ bidId, attempt: 2 }]);
  });

  test.each(['leading', 'outbid'] as const)('is settled when the welcome says %s', async (outcome) => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    socket.close();
    const next = await world.reconnect();
    next.say(world.welcome({ pending: [{ bidId, outcome }] }));
    expect(only(world)).toMatchObject({ state: outcome, attempts: 1 });
    await world.advance(4_000);
    expect(next.of('bid')).toHaveLength(0);
  });

  test('is sent again half a second later, with its sequence, when the welcome says unknown', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    socket.say(world.answer(bidId, { outcome: 'unknown', afterSequence: 5 }));
    socket.close();
    const next = await world.reconnect();
    expect(next.of('hello')[0]?.pending).toEqual([{ bidId, lotId, afterSequence: 5 }]);
    next.say(world.welcome({ pending: [{ bidId, outcome: 'unknown' }] }));
    await world.advance(499);
    expect(next.of('bid')).toHaveLength(0);
    await world.advance(1);
    expect(next.of('bid')).toMatchObject([{ bidId, attempt: 2, afterSequence: 5 }]);
  });

  test('is not sent into the dark in between', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    tap(world);
    socket.close();
    const next = await world.reconnect();
    await world.advance(4_000);
    expect(next.of('bid')).toHaveLength(0);
  });

  test('of more than 8, the newest 8 are asked about and the rest sent again', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const ids = Array.from({ length: 10 }, (_, place) => tap(world, 1_100 + place));
    socket.close();
    const next = await world.reconnect();
    const asked = next.of('hello')[0]?.pending ?? [];
    expect(asked.map(({ bidId }) => bidId)).toEqual(ids.slice(2));
    next.say(world.welcome({ pending: asked.map(({ bidId }) => ({ bidId, outcome: 'leading' })) }));
    expect(next.of('bid').map(({ bidId }) => bidId)).toEqual(ids.slice(0, 2));
  });

  test('made while no connection was live, it is first sent after the welcome', async () => {
    const world = new DropWorld();
    const socket = await world.connect();
    const bidId = tap(world);
    expect(socket.of('bid')).toHaveLength(0);
    socket.say(world.welcome());
    expect(socket.of('bid')).toMatchObject([{ bidId, attempt: 1 }]);
  });

  test.each([0, -2, -3_600_000])(
    'given without a connection, it is not sent, nor ever will be, when none comes within 30 s, the clock set by %i ms',
    async (setMs) => {
      const world = new DropWorld();
      const socket = await world.goLive();
      world.ticket = async () => Promise.reject(new Error('away'));
      socket.close();
      tap(world);
      world.deviceAheadMs += setMs;
      await world.advance(29_999);
      expect(world.client.state().bids).toMatchObject([{ state: 'pending', attempts: 0 }]);
      await world.advance(1);
      expect(world.client.state().bids).toMatchObject([{ state: 'not-sent', attempts: 0 }]);
      world.ticket = async () => ({ kind: 'ticket', ticket: 'T' });
      const next = await world.reconnect();
      next.say(world.welcome());
      await world.advance(10_000);
      expect(next.of('hello')[0]?.pending).toEqual([]);
      expect(world.sockets.flatMap((one) => one.of('bid'))).toEqual([]);
    },
  );

  test('given without a connection, it has its own 30 s, though the clock was set back since an earlier one', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    world.ticket = async () => Promise.reject(new Error('away'));
    socket.close();
    tap(world);
    await world.advance(29_000);
    world.deviceAheadMs -= 60_000;
    tap(world);
    await world.advance(1_000);
    expect(world.client.state().bids).toMatchObject([{ state: 'not-sent' }, { state: 'pending' }]);
  });

  test('given without a connection, it is not sent by one that a device hears of as it wakes a minute later', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    socket.close();
    tap(world);
    const next = await world.reconnect();
    // Nothing ran meanwhile, and of what is due now the message comes first.
    world.deviceAheadMs += 60_000;
    next.say(world.welcome());
    expect(world.client.state().bids).toMatchObject([{ state: 'not-sent', attempts: 0 }]);
    expect(next.of('bid')).toEqual([]);
  });

  test('given while a connection came up that was lost again, it still has no more than 30 s', async () => {
    const world = new DropWorld();
    const socket = await world.connect();
    tap(world);
    socket.close();
    world.ticket = async () => Promise.reject(new Error('away'));
    await world.advance(30_000);
    expect(world.client.state().bids).toMatchObject([{ state: 'not-sent' }]);
  });

  test('was never sent: the hello does not ask about it', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    socket.close();
    tap(world);
    const next = await world.reconnect();
    expect(next.of('hello')[0]?.pending).toEqual([]);
  });

  test('first sent long after its id was made, it is not sent again before its write cannot land any more', async () => {
    const world = new DropWorld();
    world.chance = 0.01;
    const socket = await world.goLive();
    socket.close();
    tap(world);
    await world.advance(1_000);
    world.socket.open();
    world.socket.say(world.welcome());
    world.socket.close();
    const sentAtMs = world.elapsedMs;
    const next = await world.reconnect();
    next.say(world.welcome());
    await world.advance(sentAtMs + 3_999 - world.elapsedMs);
    expect(next.of('bid')).toHaveLength(0);
    await world.advance(1);
    expect(next.of('bid')).toMatchObject([{ attempt: 2 }]);
  });

  test('after a second sending whose fate the saleroom cannot tell yet, the third waits until that cannot land', async () => {
    const world = new DropWorld();
    world.chance = 0.01;
    await world.goLive();
    const bidId = tap(world);
    world.socket.close();
    const second = await world.reconnect();
    second.say(world.welcome());
    const sentAtMs = world.elapsedMs;
    second.close();
    const third = await world.reconnect();
    third.say(world.welcome({ pending: [{ bidId, outcome: 'unknown' }] }));
    await world.advance(sentAtMs + 3_999 - world.elapsedMs);
    expect(third.of('bid')).toHaveLength(0);
    await world.advance(1);
    expect(third.of('bid')).toMatchObject([{ attempt: 3 }]);
  });

  test.each([
    [{ amountCents: 10.5 }, 'amountCents'],
    [{ amountCents: 0 }, 'amountCents'],
    [{ amountCents: Number.NaN }, 'amountCents'],
    [{ lotId: 'lot 1' }, 'lotId'],
    [{ kind: 'proxy' }, 'kind'],
  ])(
    'that cannot be sent, %j, is refused at once by the name of its field, and none is kept',
    async (wrong, field) => {
      const world = new DropWorld();
      const socket = await world.goLive();
      const given = { lotId, amountCents: 1_100, kind: 'exact', ...wrong } as never;
      expect(() => world.client.bid(given)).toThrow(new RegExp(`^${field}: `));
      expect(world.client.state().bids).toEqual([]);
      expect(socket.of('bid')).toEqual([]);
    },
  );

  test('after a second sending that stayed unanswered, the third waits for that too', async () => {
    const world = new DropWorld();
    world.chance = 0.01;
    await world.goLive();
    tap(world);
    world.socket.close();
    const second = await world.reconnect();
    second.say(world.welcome());
    expect(second.of('bid')).toMatchObject([{ attempt: 2 }]);
    const sentAtMs = world.elapsedMs;
    second.close();
    const third = await world.reconnect();
    third.say(world.welcome());
    await world.advance(sentAtMs + 3_999 - world.elapsedMs);
    expect(third.of('bid')).toHaveLength(0);
    await world.advance(1);
    expect(third.of('bid')).toMatchObject([{ attempt: 3 }]);
  });

  test('stays listed, pending, when the client stops, and is asked about when it starts again', async () => {
    const world = new DropWorld();
    await world.goLive();
    const bidId = tap(world);
    world.client.stop();
    expect(only(world)).toMatchObject({ state: 'pending' });
    const socket = await world.connect();
    expect(socket.of('hello')[0]?.pending).toEqual([{ bidId, lotId }]);
  });
});

describe('a bid whose message the server found wrong', () => {
  test('is refused when it is the only one under way', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    tap(world);
    socket.say({ type: 'error', code: 'not-allowed', message: 'an auctioneer may not bid', of: 'bid' });
    expect(only(world)).toMatchObject({ state: 'refused' });
    expect(world.client.state().lastError?.message).toBe('an auctioneer may not bid');
    await world.advance(4_000);
    expect(socket.of('bid')).toHaveLength(1);
  });

  test('of several, each is sent again by itself until each has its own word', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    tap(world);
    tap(world, 1_200);
    const wrong = { type: 'error', code: 'not-allowed', message: 'no', of: 'bid' };
    socket.say(wrong);
    await world.advance(300);
    expect(socket.of('bid')).toHaveLength(3);
    socket.say(wrong);
    expect(world.client.state().bids.map(({ state }) => state)).toEqual(['refused', 'pending']);
    await world.advance(1_000);
    socket.say(wrong);
    expect(world.client.state().bids.map(({ state }) => state)).toEqual(['refused', 'refused']);
  });
});

describe('a bid that came too fast', () => {
  const slowDown = { type: 'error', code: 'slow-down', message: 'send it again later', of: 'bid' };

  test('is never shown as refused, and is sent again by its id like any unanswered one', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const bidId = tap(world);
    socket.say(slowDown);
    breathe(socket);
    expect(only(world)).toMatchObject({ bidId, state: 'pending', attempts: 1 });
    expect(world.client.state().lastError).toBeUndefined();
    await world.advance(2_999);
    expect(socket.of('bid')).toHaveLength(1);
    await world.advance(1);
    expect(socket.of('bid')).toMatchObject([{ bidId }, { bidId, attempt: 2 }]);
    socket.say(world.answer(bidId, { outcome: 'leading', sequence: 6 }));
    expect(only(world)).toMatchObject({ state: 'leading', attempts: 2 });
  });

  test('of several under way, each keeps its own answer to come', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const [first, second] = [tap(world), tap(world, 1_200)];
    socket.say(slowDown);
    socket.say(world.answer(first, { outcome: 'leading', sequence: 6 }));
    breathe(socket);
    expect(world.client.state().bids.map(({ state }) => state)).toEqual(['leading', 'pending']);
    await world.advance(3_000);
    expect(socket.of('bid').slice(2)).toMatchObject([{ bidId: second, attempt: 2 }]);
  });
});
