import type { BidAnswer, BidMessage } from '@gaveldrop/protocol';
import { placeBid } from '@gaveldrop/saleroom';
import { sequence } from '@gaveldrop/units';
import { describe, expect, test, vi } from 'vitest';
import { aBidMessage, acceptedIn, at, finish, type InstancePorts } from './a-dynamo-saleroom.ts';
import { type AmbiguousSaleroom, ambiguousSalerooms } from './an-ambiguous-saleroom.ts';
import type { Fate } from './fateful-proxy.ts';
import {
  answeredByAnother,
  cutAfter,
  cutBefore,
  cutInReply,
  happenedAndFailed,
  turnedAway,
} from './fates.ts';

const ambiguousSaleroom = ambiguousSalerooms();

type Sending = Partial<BidMessage> & { readonly ports?: InstancePorts; readonly stampMs?: number };

/** One sending of a bid and its answer. */
function place(
  room: AmbiguousSaleroom,
  paddle: number,
  bid: BidMessage,
  { ports = room.ports, stampMs = room.clock.nowMs() }: Sending = {},
): Promise<BidAnswer> {
  return finish(room, placeBid(ports, room.bidder(paddle), bid, at(stampMs - at(0))));
}

/** A bid of another paddle, from an instance that nothing befalls. */
const rival = (room: AmbiguousSaleroom, paddle: number, amount: number): Promise<BidAnswer> =>
  place(room, paddle, aBidMessage(room.lotId, amount), { ports: room.patient });

describe('[B10] a bid whose write lost its reply', () => {
  /** What becomes of the first write; which requests then settle it. */
  const onceOver: readonly (readonly [what: string, fate: (room: AmbiguousSaleroom) => Fate])[] = [
    ['happened, and the socket was cut', () => cutAfter],
    ['happened, and its reply broke off in the middle', () => cutInReply],
    ['happened, and its reply came after the timeout', ({ slow }) => slow.answeredLate],
    ['happened, and its reply never ended', ({ slow }) => slow.stalledInReply],
    ['happened, and was answered 500', () => happenedAndFailed('InternalServerError', 500)],
    ['happened, and was answered 503', () => happenedAndFailed('ServiceUnavailable', 503)],
    ['never happened: the socket was cut', () => cutBefore],
    ['never happened: it was answered 500', () => turnedAway('InternalServerError', 500)],
    ['never happened: something between us answered 502', () => answeredByAnother],
  ];
  test.for(onceOver)('%s: accepted once, by the same write again', async ([, fate]) => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', fate(room));
    const bid = aBidMessage(room.lotId, 1_000);
    const answer = await place(room, 1, bid);
    expect(answer).toMatchObject({
      outcome: 'leading',
      sequence: 3,
      lot: { priceCents: 1_000, sequence: 3 },
    });
    expect(answer).not.toHaveProperty('repeated');
    expect(room.proxy.requests()).toEqual(['GetItem', 'GetItem', 'UpdateItem', 'UpdateItem']);
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['1:1000']);

    const again = await place(room, 1, { ...bid, attempt: 2 });
    expect(again).toMatchObject({ outcome: 'leading', repeated: true, sequence: 3, receivedAtMs: at(0) });
    expect(room.proxy.requests()).toEqual(['GetItem']);
    expect((await room.lot(room.lotId)).sequence).toBe(3);
  });

  test('and that lands while it is being sent again is accepted once', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', room.slow.adrift, room.slow.overtaken);
    const answer = await place(room, 1, aBidMessage(room.lotId, 1_000));
    expect(answer).toMatchObject({ outcome: 'leading', sequence: 3, lot: { priceCents: 1_000 } });
    expect(room.proxy.requests()).toEqual(['GetItem', 'GetItem', 'UpdateItem', 'UpdateItem']);
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['1:1000']);
  });

  test('and that would land after its second sending lands nowhere', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', room.slow.adrift);
    expect(await place(room, 1, aBidMessage(room.lotId, 1_000))).toMatchObject({ outcome: 'leading' });
    expect((await room.slow.land()).body.toString()).toContain('ConditionalCheckFailedException');
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['1:1000']);
  });

  test('and that was outbid before it was settled has its own outcome, with the lot as it is', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', cutAfter, async ({ apply, answer }) => {
      await rival(room, 2, 5_000);
      await room.record(room.lotId);
      answer(await apply());
    });
    const bid = aBidMessage(room.lotId, 1_000);
    const outcome = {
      outcome: 'leading',
      sequence: 3,
      lot: { priceCents: 5_000, leadingPaddle: 2, sequence: 4 },
    };
    expect(await place(room, 1, bid)).toMatchObject(outcome);
    expect(await place(room, 1, { ...bid, attempt: 2 })).toMatchObject({ ...outcome, repeated: true });
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['1:1000', '2:5000']);
  });

  test('and that was outbid before the history has it is unknown until it does: another sending may have been the one', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', cutAfter, async ({ apply, answer }) => {
      await rival(room, 2, 5_000);
      answer(await apply());
    });
    const bid = aBidMessage(room.lotId, 1_000);
    expect(await place(room, 1, bid)).toMatchObject({ outcome: 'unknown' });
    await room.record(room.lotId);
    expect(await place(room, 1, { ...bid, attempt: 2 })).toMatchObject({
      ...{ outcome: 'leading', repeated: true, sequence: 3, receivedAtMs: at(0) },
    });
  });

  test('and landed, with a history that is throttled, is unknown and never busy', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', cutAfter, async ({ apply, answer }) => {
      await rival(room, 2, 5_000);
      room.proxy.always('GetItem', turnedAway('ProvisionedThroughputExceededException'));
      answer(await apply());
    });
    const bid = aBidMessage(room.lotId, 1_000);
    expect(await place(room, 1, bid)).toMatchObject({ outcome: 'unknown' });
    // Nor is a resend: what it could not read may hold its first sending.
    expect(await place(room, 1, { ...bid, attempt: 2 })).toMatchObject({ outcome: 'unknown' });
  });

  test('and whose place another bid took never happened: it is decided again', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    const overtaken: Fate = async ({ apply, answer }) => {
      await rival(room, 2, 1_500);
      answer(await apply());
    };
    room.proxy.befall('UpdateItem', room.slow.adrift, overtaken);
    expect(await place(room, 1, aBidMessage(room.lotId, 1_600))).toMatchObject({
      ...{ outcome: 'leading', sequence: 4 },
    });
    expect(room.proxy.requests()).toEqual(['GetItem', 'GetItem', 'UpdateItem', 'UpdateItem', 'UpdateItem']);
    await room.slow.land();
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['2:1500', '1:1600']);
  });

  test('and whose place a higher bid took is refused on that, and stays refused when it lands', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', room.slow.adrift, async ({ apply, answer }) => {
      await rival(room, 2, 1_500);
      answer(await apply());
    });
    const bid = aBidMessage(room.lotId, 1_000);
    const refused = { outcome: 'refused', code: 'below-asking-price', askingPriceCents: 1_600, sequence: 3 };
    expect(await place(room, 1, bid)).toMatchObject(refused);
    await room.slow.land();
    expect(await place(room, 1, { ...bid, attempt: 2 })).toMatchObject(refused);
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['2:1500']);
  });

  test.for([
    ['happened', cutAfter, { outcome: 'leading', repeated: true, sequence: 3 }, '1:90000'],
    ['did not', cutBefore, { outcome: 'refused', code: 'below-asking-price' }, '2:1500'],
  ] as const)(
    'that %s, and that nine bids have buried, is unknown until the history has them',
    async ([, fate, settled, first]) => {
      const room = await ambiguousSaleroom();
      await room.open();
      room.proxy.befall('UpdateItem', fate, async ({ apply, answer }) => {
        for (let more = 0; more < 9; more += 1)
          await rival(room, 2 + (more % 2), (fate === cutAfter ? 91_000 : 1_500) + more * 100);
        answer(await apply());
      });
      const bid = aBidMessage(room.lotId, fate === cutAfter ? 90_000 : 1_900);
      const answer = await place(room, 1, bid);
      expect(answer).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
      const again = { ...bid, attempt: 2, afterSequence: sequence(2) };
      room.proxy.requests();
      expect(await place(room, 1, again)).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
      expect(room.proxy.requests()).toEqual(['GetItem', 'GetItem', 'GetItem']);
      await room.record(room.lotId);
      expect(await place(room, 1, { ...again, attempt: 3 })).toMatchObject(settled);
      expect(acceptedIn(await room.states(room.lotId))[0]).toBe(first);
    },
  );
});

describe('[B10] a bid that nobody hears of again', () => {
  test('is unknown when its time is over: four sendings of 400 ms, and none after 1,500', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.always('UpdateItem', room.slow.adrift);
    const bid = aBidMessage(room.lotId, 1_000);
    expect(await place(room, 1, bid)).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    expect(room.proxy.requests().filter((name) => name === 'UpdateItem')).toHaveLength(4);
    expect(room.clock.nowMs() - at(0)).toBeLessThanOrEqual(1_900);

    // Another instance is asked, and its write is there before the first one's four.
    room.proxy.always('UpdateItem', async ({ apply, answer }) => answer(await apply()));
    const again = { ...bid, attempt: 2, afterSequence: sequence(2) };
    expect(await place(room, 1, again, { ports: await room.elsewhere() })).toMatchObject({
      ...{ outcome: 'leading', sequence: 3 },
    });
    for (let late = 0; late < 4; late += 1) await room.slow.land();
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['1:1000']);
  });

  test('and lands between its resends is told its first outcome and its first receipt', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.always('UpdateItem', room.slow.adrift);
    const bid = aBidMessage(room.lotId, 1_000);
    expect(await place(room, 1, bid)).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    await room.slow.land();
    const again = { ...bid, attempt: 2, afterSequence: sequence(2) };
    expect(await place(room, 1, again, { ports: await room.elsewhere() })).toMatchObject({
      ...{ outcome: 'leading', repeated: true, sequence: 3, receivedAtMs: at(0) },
    });
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['1:1000']);
  });

  test('is never refused while its sequence stands, whatever the rules would say now', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.always('UpdateItem', room.slow.adrift);
    const bid = aBidMessage(room.lotId, 1_000);
    await place(room, 1, bid);
    const again = { ...bid, attempt: 2, afterSequence: sequence(2) };
    const limited = { ...room.bidder(1), limitCents: 500 as never };
    const answer = await finish(room, placeBid(await room.elsewhere(), limited, again, room.clock.nowMs()));
    expect(answer).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    await room.slow.land();
    expect(
      await finish(
        room,
        placeBid(await room.elsewhere(), limited, { ...again, attempt: 3 }, room.clock.nowMs()),
      ),
    ).toMatchObject({ outcome: 'leading', repeated: true, sequence: 3 });
  });

  test('[C6] is unknown at the deadline and not written after it; the hammer settles it', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.always('UpdateItem', room.slow.adrift);
    await room.clock.advance(60_500);
    const bid = aBidMessage(room.lotId, 1_000);
    expect(await place(room, 1, bid, { stampMs: at(60_000) })).toMatchObject({
      ...{ outcome: 'unknown', afterSequence: 2, receivedAtMs: at(60_000) },
    });
    // At 500, and at 900 and a little after the close: never after 1,000.
    expect(room.proxy.requests().filter((name) => name === 'UpdateItem')).toHaveLength(2);
    const again = { ...bid, attempt: 2, afterSequence: sequence(2) };
    expect(await place(room, 1, again, { ports: room.patient })).toMatchObject({ outcome: 'unknown' });
    expect(acceptedIn(await room.states(room.lotId))).toEqual([]);
  });

  test('and fails at once, over and over, is tried with pauses between that grow', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.always('UpdateItem', cutBefore);
    const answer = await place(room, 1, aBidMessage(room.lotId, 1_000));
    expect(answer).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    const writes = room.proxy.requests().filter((name) => name === 'UpdateItem').length;
    expect(writes).toBeLessThanOrEqual(16);
    expect(room.clock.nowMs() - at(0)).toBeGreaterThan(500);
    expect((await room.lot(room.lotId)).sequence).toBe(2);
  });

  test('and is then throttled stays unknown: a throttle says nothing of what went before', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', room.slow.adrift);
    room.proxy.always('UpdateItem', turnedAway('ThrottlingException'));
    const bid = aBidMessage(room.lotId, 1_000);
    expect(await place(room, 1, bid)).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    await room.slow.land();
    expect(
      await place(room, 1, { ...bid, attempt: 2, afterSequence: sequence(2) }, { ports: room.patient }),
    ).toMatchObject({ outcome: 'leading', repeated: true, sequence: 3 });
  });
});

describe('a bid whose write is turned away', () => {
  const throttles = [
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'RequestLimitExceeded',
    'TransactionConflictException',
  ];
  test.for(throttles)('%s: tried again after a pause, and accepted', async (name) => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', turnedAway(name), turnedAway(name));
    expect(await place(room, 1, aBidMessage(room.lotId, 1_000))).toMatchObject({
      ...{ outcome: 'leading', sequence: 3 },
    });
    expect(room.proxy.requests().slice(2)).toEqual(['UpdateItem', 'UpdateItem', 'UpdateItem']);
    const tookMs = room.clock.nowMs() - at(0);
    expect(tookMs).toBeGreaterThanOrEqual(2);
    expect(tookMs).toBeLessThanOrEqual(60);
  });

  test.for(throttles)('%s, always: busy, within its time, with nothing written', async (name) => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.always('UpdateItem', turnedAway(name));
    const bid = aBidMessage(room.lotId, 1_000);
    const answer = await place(room, 1, bid);
    expect(answer).toMatchObject({ outcome: 'busy' });
    expect(answer).not.toHaveProperty('afterSequence');
    const writes = room.proxy.requests().filter((request) => request === 'UpdateItem').length;
    expect(writes).toBeGreaterThan(8);
    expect(writes).toBeLessThanOrEqual(16);
    expect(room.clock.nowMs() - at(0)).toBeLessThanOrEqual(1_700);
    expect((await room.lot(room.lotId)).sequence).toBe(2);
    expect(await place(room, 1, { ...bid, attempt: 2 }, { ports: room.patient })).toMatchObject({
      ...{ outcome: 'leading', sequence: 3 },
    });
  });

  test('by a database that nobody reaches, and then does', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    await place(room, 2, aBidMessage(room.lotId, 1_000));
    await room.proxy.deafen();
    const placing = place(room, 1, aBidMessage(room.lotId, 1_100));
    await room.proxy.listen();
    expect(await placing).toMatchObject({ outcome: 'leading', sequence: 4 });
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['2:1000', '1:1100']);
  });

  test('by a database that nobody reaches: busy', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    await place(room, 2, aBidMessage(room.lotId, 1_000));
    await room.proxy.deafen();
    // So that no socket is left that was open before: what is sent on such a one may have arrived.
    await expect(room.ports.lots.read(room.lotId)).rejects.toMatchObject({ faultKind: 'unavailable' });
    expect(await place(room, 1, aBidMessage(room.lotId, 1_100))).toMatchObject({ outcome: 'busy' });
    await room.proxy.listen();
    expect(acceptedIn(await room.states(room.lotId))).toEqual(['2:1000']);
  });
});

describe('a bid whose reads fail', () => {
  test('once, by a cut, a timeout or a throttle: the lot is read again', async () => {
    for (const fate of ['cut', 'late', 'throttled'] as const) {
      const room = await ambiguousSaleroom();
      await room.open();
      const fates = {
        cut: cutAfter,
        late: room.slow.answeredLate,
        throttled: turnedAway('ThrottlingException'),
      };
      room.proxy.befall('GetItem', fates[fate]);
      expect(await place(room, 1, aBidMessage(room.lotId, 1_000)), fate).toMatchObject({
        ...{ outcome: 'leading', sequence: 3 },
      });
      expect(room.proxy.requests(), fate).toEqual(['GetItem', 'GetItem', 'GetItem', 'UpdateItem']);
      vi.useRealTimers();
    }
  });

  test('always, by a throttle: busy, after three tries', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.always('GetItem', turnedAway('ProvisionedThroughputExceededException'));
    expect(await place(room, 1, aBidMessage(room.lotId, 1_000))).toMatchObject({ outcome: 'busy' });
    expect(room.proxy.requests()).toEqual(['GetItem', 'GetItem', 'GetItem']);
  });

  test('always, otherwise: a fault, after three tries, and nothing is written', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.always('GetItem', turnedAway('InternalServerError', 500));
    await expect(place(room, 1, aBidMessage(room.lotId, 1_000))).rejects.toMatchObject({
      faultKind: 'unavailable',
    });
    expect(room.proxy.requests()).toEqual(['GetItem', 'GetItem', 'GetItem']);
  });
});
