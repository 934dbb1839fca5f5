import { describe, expect, it } from 'vitest';
import type { Fate } from './a-lot-store.ts';
import { acceptedBids, anOpenSaleroom, at, place, placeElsewhere, type Saleroom } from './a-saleroom.ts';

/** Just before this function's write, another function commits a bid. */
const beatenBy =
  (room: Saleroom, paddle: number, amount: number): Fate =>
  async (through) => {
    expect((await placeElsewhere(room, paddle, amount)).outcome).toBe('leading');
    return through();
  };

/** Every write of this function is beaten by another bid of 10 more. */
function beatenForEver(room: Saleroom): () => number {
  let times = 0;
  room.stored.always(async (through) => {
    times += 1;
    await placeElsewhere(room, 100 + (times % 2), 1_000 + times * 100);
    return through();
  });
  return () => times;
}

describe('a lost race', () => {
  it('[B5] is decided again on the lot the write came back with, without a read', async () => {
    const room = await anOpenSaleroom();
    await place(room, 1, 1_000);
    room.stored.fates.push(beatenBy(room, 3, 1_500));
    room.requests();
    const answer = await place(room, 2, 1_600);
    expect(room.requests()).toEqual(['commit', 'commit']);
    expect(answer).toMatchObject({ outcome: 'leading', sequence: 5, lot: { priceCents: 1_600 } });
    expect(acceptedBids(room)).toEqual(['1:1000', '3:1500', '2:1600']);
  });

  it('[B9] may turn into a refusal, which names the state it was decided on', async () => {
    const room = await anOpenSaleroom();
    await place(room, 1, 1_000);
    room.stored.fates.push(beatenBy(room, 3, 1_500));
    room.requests();
    expect(await place(room, 2, 1_500)).toMatchObject({
      ...{ outcome: 'refused', code: 'below-asking-price', askingPriceCents: 1_600, sequence: 4 },
    });
    expect(room.requests()).toEqual(['commit']);
  });

  it('[B5] may turn leading into outbid', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push(async (through) => {
      await placeElsewhere(room, 3, 9_000, { kind: 'maximum' });
      return through();
    });
    expect(await place(room, 2, 2_000)).toMatchObject({
      ...{ outcome: 'outbid', lot: { priceCents: 2_100, leadingPaddle: 3 } },
    });
  });

  it('the lot that came back is the next copy', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push(beatenBy(room, 3, 1_500));
    await place(room, 2, 1_500);
    room.requests();
    expect((await place(room, 2, 1_599)).code).toBe('below-asking-price');
    expect(room.requests()).toEqual([]);
  });

  it('is tried sixteen times and then answered busy, never dropped', async () => {
    const room = await anOpenSaleroom();
    const times = beatenForEver(room);
    const answer = await place(room, 2, 900_000, { id: 5 });
    expect(answer.outcome).toBe('busy');
    expect(times()).toBe(16);
    expect(acceptedBids(room)).toHaveLength(16);
    expect(acceptedBids(room)).not.toContain('2:900000');
    room.stored.always('through');
    await room.record();
    expect((await place(room, 2, 900_000, { id: 5, attempt: 2 })).outcome).toBe('leading');
  });

  it('parts from its rivals after the third attempt: up to 10 ms before each further one', async () => {
    const room = await anOpenSaleroom();
    beatenForEver(room);
    const slept: number[] = [];
    const sleep = room.clock.sleep;
    const clock = {
      ...room.clock,
      sleep: (ms: number) => {
        slept.push(ms);
        return sleep(ms);
      },
    };
    await place(room, 2, 900_000, { ports: { ...room.ports, clock } });
    // The fourth to the sixteenth attempt, and a last look that finds none left.
    expect(slept).toHaveLength(14);
    expect(Math.max(...slept)).toBeLessThanOrEqual(10);
    expect(new Set(slept).size).toBeGreaterThan(3);
  });
});

describe('a throttled write', () => {
  it('is sent again after a pause that doubles, and accepted', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('throttled', 'throttled');
    expect((await place(room, 1, 1_000)).outcome).toBe('leading');
    expect(room.requests()).toEqual(['read', 'commit', 'commit', 'commit']);
    expect(acceptedBids(room)).toEqual(['1:1000']);
  });

  it('for ever, is busy 1,500 ms after the gateway had it and a last pause, and nothing was accepted', async () => {
    const room = await anOpenSaleroom();
    room.stored.always('throttled');
    const startedAtMs = room.clock.nowMs();
    expect((await place(room, 1, 1_000)).outcome).toBe('busy');
    expect(room.clock.nowMs() - startedAtMs).toBeLessThanOrEqual(1_700);
    expect(room.requests().filter((name) => name === 'commit').length).toBeGreaterThan(3);
    expect(acceptedBids(room)).toEqual([]);
  });

  it('[B10] is not even tried when the gateway has had it for longer than that: a resend may be refused by then', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(10_000);
    expect((await place(room, 1, 1_000, { stampMs: at(8_499) })).outcome).toBe('busy');
    expect(room.requests()).toEqual(['read']);
    expect((await place(room, 1, 1_000, { stampMs: at(8_500) })).outcome).toBe('leading');
  });
});
