import { describe, expect, it } from 'vitest';
import { acceptedBids, anOpenSaleroom, at, place, placeElsewhere, seq } from './a-saleroom.ts';

describe('a write whose reply was lost', () => {
  it('and that landed is accepted once, at the sequence it took', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('unheard');
    const answer = await place(room, 1, 1_000);
    expect(answer).toMatchObject({ outcome: 'leading', sequence: 3, lot: { priceCents: 1_000 } });
    expect(answer).not.toHaveProperty('repeated');
    expect(acceptedBids(room)).toEqual(['1:1000']);
    expect(room.requests()).toEqual(['read', 'commit', 'commit']);
  });

  it('and that landed with more bids since still has its own outcome and sequence, with the lot as it is', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('unheard', async (through) => {
      await placeElsewhere(room, 2, 5_000);
      await room.record();
      return through();
    });
    expect(await place(room, 1, 1_000)).toMatchObject({
      ...{ outcome: 'leading', sequence: 3, lot: { priceCents: 5_000, leadingPaddle: 2, sequence: 4 } },
    });
    expect(acceptedBids(room)).toEqual(['1:1000', '2:5000']);
  });

  it('and that landed, but whose receipt no one can see yet, is unknown', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('unheard', async (through) => {
      await placeElsewhere(room, 2, 5_000);
      return through();
    });
    expect(await place(room, 1, 1_000)).toMatchObject({ outcome: 'unknown' });
    expect(acceptedBids(room)).toEqual(['1:1000', '2:5000']);
  });

  it('[B10] and in whose place another sending of the same bid landed has the receipt of that', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(1_000);
    room.stored.fates.push('lost-on-the-way', async (through) => {
      await placeElsewhere(room, 1, 1_000, { id: 77, stampMs: at(400) });
      return through();
    });
    expect(await place(room, 1, 1_000, { id: 77, attempt: 2, stampMs: at(900) })).toMatchObject({
      ...{ outcome: 'leading', sequence: 3, repeated: true, receivedAtMs: at(400) },
    });
    expect(acceptedBids(room)).toEqual(['1:1000']);
  });

  it('and that did not happen is sent again as it was', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('lost-on-the-way', 'lost-on-the-way');
    expect(await place(room, 1, 1_000)).toMatchObject({ outcome: 'leading', sequence: 3 });
    expect(acceptedBids(room)).toEqual(['1:1000']);
  });

  it('and whose place another bid took never happened: the bid is decided again', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('lost-on-the-way', async (through) => {
      await placeElsewhere(room, 2, 1_500);
      return through();
    });
    expect(await place(room, 1, 1_600)).toMatchObject({ outcome: 'leading', sequence: 4 });
    expect(acceptedBids(room)).toEqual(['2:1500', '1:1600']);
  });

  it('and whose place a higher bid took is refused on that', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('lost-on-the-way', async (through) => {
      await placeElsewhere(room, 2, 1_500);
      return through();
    });
    expect(await place(room, 1, 1_000)).toMatchObject({
      ...{ outcome: 'refused', code: 'below-asking-price', sequence: 3 },
    });
  });

  it('and that lands late, while the same write is being sent again, is accepted once', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('adrift', async (through) => {
      expect((await room.stored.land()).kind).toBe('committed');
      return through();
    });
    expect(await place(room, 1, 1_000)).toMatchObject({ outcome: 'leading', sequence: 3 });
    expect(acceptedBids(room)).toEqual(['1:1000']);
  });

  it('and that would land after its place was taken lands nowhere', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('adrift');
    expect(await place(room, 1, 1_000)).toMatchObject({ outcome: 'leading', sequence: 3 });
    expect((await room.stored.land()).kind).toBe('lost');
    expect(acceptedBids(room)).toEqual(['1:1000']);
  });

  it('is settled by nothing but what stands at its sequence: throttled meanwhile, it stays open', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('unheard', 'throttled', 'lost-on-the-way');
    expect(await place(room, 1, 1_000)).toMatchObject({ outcome: 'leading', sequence: 3 });
    expect(acceptedBids(room)).toEqual(['1:1000']);
  });

  it('and that nine bids have since buried is unknown, with the sequence to ask beyond', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('lost-on-the-way', async (through) => {
      for (let more = 0; more < 9; more += 1) await placeElsewhere(room, 2 + (more % 2), 1_500 + more * 100);
      return through();
    });
    const answer = await place(room, 1, 90_000);
    expect(answer).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    expect(answer).not.toHaveProperty('lot');
  });
});

describe('a write that is never heard of', () => {
  it('is unknown when the attempts are spent, with the sequence it was tried on', async () => {
    const room = await anOpenSaleroom();
    room.stored.always('lost-on-the-way');
    expect(await place(room, 1, 1_000)).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    expect(room.requests().filter((name) => name === 'commit')).toHaveLength(16);
  });

  it('[C6] is unknown at the deadline, and not written after it', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_700);
    const triedAt: number[] = [];
    room.stored.always(async () => {
      triedAt.push(room.clock.nowMs() - at(60_000));
      await room.clock.sleep(100);
      return { kind: 'ambiguous' };
    });
    const answer = await place(room, 1, 1_000, { stampMs: at(60_000) });
    expect(answer).toMatchObject({ outcome: 'unknown', afterSequence: 2, receivedAtMs: at(60_000) });
    // After 100 ms each and a pause of at most 20, then of at most 40.
    expect(triedAt[0]).toBe(700);
    expect(triedAt.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...triedAt)).toBeLessThanOrEqual(1_000);
  });

  it('[B10] asked again while it may land is unknown still; once landed, it is what it was', async () => {
    const room = await anOpenSaleroom();
    const id = { id: 5, idMadeAtMs: at(0) };
    room.stored.fates.push('adrift', 'lost-on-the-way');
    room.stored.always('lost-on-the-way');
    expect(await place(room, 1, 1_000, id)).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    // Another function is asked, and its write finds the first one landed.
    room.stored.always('through');
    await room.stored.land();
    await placeElsewhere(room, 2, 2_000);
    const again = await place(room, 1, 1_000, {
      ...id,
      attempt: 2,
      afterSequence: seq(2),
      ports: room.elsewhere(),
    });
    expect(again.outcome).toBe('unknown');
    await room.record();
    expect(
      await place(room, 1, 1_000, { ...id, attempt: 3, afterSequence: seq(2), ports: room.elsewhere() }),
    ).toMatchObject({ outcome: 'leading', repeated: true, sequence: 3, receivedAtMs: at(0) });
    expect(acceptedBids(room)).toEqual(['1:1000', '2:2000']);
  });
});
