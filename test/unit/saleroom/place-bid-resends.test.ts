import { historyEntry } from '@gaveldrop/saleroom';
import { describe, expect, it } from 'vitest';
import {
  acceptedBids,
  anOpenSaleroom,
  at,
  command,
  place,
  placeElsewhere,
  type Saleroom,
  seq,
} from './a-saleroom.ts';

/** More bids by two other paddles, each 100 above the one before. */
async function moreBids(room: Saleroom, count: number, from = 2_000): Promise<void> {
  for (let more = 0; more < count; more += 1)
    expect((await placeElsewhere(room, 11 + (more % 2), from + more * 100)).outcome).toBe('leading');
}

/** Paddle 1 bid 1,000 with id 5 at the start, and it was accepted. */
async function accepted() {
  const room = await anOpenSaleroom();
  expect((await place(room, 1, 1_000, { id: 5 })).outcome).toBe('leading');
  await room.clock.advance(300);
  room.requests();
  return room;
}
const again = { id: 5, attempt: 2 };
const first = { outcome: 'leading', repeated: true, sequence: 3, receivedAtMs: at(0) };

describe('an accepted bid sent again', () => {
  it('[B10] right away has its first outcome out of the lot itself, and changes nothing', async () => {
    const room = await accepted();
    expect(await place(room, 1, 1_000, again)).toMatchObject({ ...first, serverNowMs: at(300) });
    expect(room.requests()).toEqual(['read']);
    expect(acceptedBids(room)).toEqual(['1:1000']);
  });

  it('[B10] among the recent ids has it from the history, with the lot as it stands now', async () => {
    const room = await accepted();
    await moreBids(room, 3);
    await room.record();
    expect(await place(room, 1, 1_000, again)).toMatchObject({
      ...{ ...first, askingPriceCents: 2_300, lot: { priceCents: 2_200, sequence: 6 } },
    });
    expect(room.requests()).toEqual(['read', 'bidById']);
  });

  it('[B10] among the recent ids, before the history has it, is unknown', async () => {
    const room = await accepted();
    await moreBids(room, 1);
    expect((await place(room, 1, 1_000, again)).outcome).toBe('unknown');
  });

  it('[B10] that was accepted after the lot was read is answered with a lot that holds it', async () => {
    const room = await anOpenSaleroom();
    await moreBids(room, 9);
    const reads = [await room.lot()];
    await placeElsewhere(room, 1, 9_000, { id: 5 });
    await room.record();
    const lots = { ...room.ports.lots, read: async () => reads.shift() ?? room.lot() };
    expect(await place(room, 1, 9_000, { ...again, ports: { ...room.ports, lots } })).toMatchObject({
      ...{ outcome: 'leading', repeated: true, sequence: 12, lot: { sequence: 12, leadingPaddle: 1 } },
    });
  });

  it('[B10] out of the recent ids has it from the history, however much later', async () => {
    const room = await accepted();
    await moreBids(room, 9);
    await room.record();
    await room.clock.advance(40_000);
    expect(await place(room, 1, 1_000, { ...again, attempt: 9 })).toMatchObject(first);
    expect(room.requests()).toEqual(['read', 'reached', 'bidById']);
  });

  it('[B10] out of the recent ids, while the history does not reach back to them, is unknown', async () => {
    const room = await accepted();
    await moreBids(room, 9);
    expect((await place(room, 1, 1_000, again)).outcome).toBe('unknown');
    expect(acceptedBids(room)).toHaveLength(10);
  });

  it('[B10] after the hammer still has it', async () => {
    const room = await accepted();
    await moreBids(room, 1);
    await command(room, 'withdraw');
    await room.record();
    await place(room, 2, 5_000);
    expect(await place(room, 1, 1_000, again)).toMatchObject({ ...first, lot: { status: 'withdrawn' } });
  });

  it('[B10] as a first sending that the copy knows is looked up, and not refused by the copy', async () => {
    const room = await accepted();
    await place(room, 2, 2_000);
    await room.record();
    room.requests();
    expect(await place(room, 1, 1_000, { id: 5 })).toMatchObject(first);
    expect(room.requests()).toEqual(['read', 'bidById']);
  });

  it('[B10] that was outbid is outbid again, though it would lead now', async () => {
    const room = await anOpenSaleroom();
    await place(room, 2, 5_000, { kind: 'maximum' });
    expect((await place(room, 1, 2_000, { id: 5 })).outcome).toBe('outbid');
    await room.record();
    expect(await place(room, 1, 2_000, again)).toMatchObject({
      outcome: 'outbid',
      repeated: true,
      sequence: 4,
    });
  });

  it('[B10] meeting its own faster sending on the way is that sending’s outcome', async () => {
    const room = await accepted();
    const id = { id: 6 };
    room.stored.fates.push(async (through) => {
      expect((await placeElsewhere(room, 2, 3_000, { ...id, attempt: 2 })).outcome).toBe('leading');
      return through();
    });
    expect(await place(room, 2, 3_000, id)).toMatchObject({
      outcome: 'leading',
      repeated: true,
      sequence: 4,
    });
    expect(acceptedBids(room)).toEqual(['1:1000', '2:3000']);
  });
});

describe('an id with anything else', () => {
  it.each<readonly [string, number, number, object]>([
    ['another amount', 1, 9_000, {}],
    ['another kind', 1, 1_000, { kind: 'maximum' }],
    ['another paddle', 2, 1_000, {}],
  ])('[B10] %s is bid-id-reused, from the lot and from the history', async (_, paddle, amount, some) => {
    const room = await accepted();
    const reused = { outcome: 'refused', code: 'bid-id-reused' };
    expect(await place(room, paddle, amount, { ...again, ...some })).toMatchObject(reused);
    await moreBids(room, 9);
    await room.record();
    expect(await place(room, paddle, amount, { ...again, ...some })).toMatchObject(reused);
    expect(acceptedBids(room)).toHaveLength(10);
  });

  it('[B10] comes before every other refusal', async () => {
    const room = await accepted();
    const answer = await place(room, 2, 1, { ...again, principal: { paddleNumber: undefined } });
    expect(answer.code).toBe('bid-id-reused');
  });
});

describe('a bid that was not accepted, sent again', () => {
  it('[B10] is decided afresh', async () => {
    const room = await accepted();
    expect((await place(room, 2, 1_099, { id: 8 })).code).toBe('below-asking-price');
    expect(await place(room, 2, 1_100, { id: 8, attempt: 2 })).toMatchObject({
      outcome: 'leading',
      sequence: 4,
    });
    // The first was refused by the copy.
    expect(room.requests()).toEqual(['read', 'commit']);
  });

  it('[B10] past eight bids is decided afresh once the history reaches back to the oldest recent id', async () => {
    const room = await accepted();
    await moreBids(room, 5);
    expect((await place(room, 2, 9_000, { id: 8, attempt: 2 })).outcome).toBe('leading');
    await moreBids(room, 1, 9_100);
    // Of nine bids and commands the lot remembers eight, from sequence 3 on; 1 and 2 are for the history to say.
    const fresh = { id: 9, attempt: 2 };
    expect((await place(room, 3, 9_900, fresh)).outcome).toBe('unknown');
    for (const image of room.stored.images.slice(0, 2)) {
      expect((await place(room, 3, 9_900, fresh)).outcome).toBe('unknown');
      await room.heard.append(historyEntry(image));
    }
    expect((await place(room, 3, 9_900, fresh)).outcome).toBe('leading');
  });

  const tooLow = { id: 8, attempt: 2, idMadeAtMs: at(0) };

  it('[B10] is not refused while an earlier sending may still land: 3,500 ms from its id', async () => {
    const room = await accepted();
    await room.clock.advance(3_199);
    expect((await place(room, 2, 1_050, tooLow)).outcome).toBe('unknown');
    await room.clock.advance(1);
    expect(await place(room, 2, 1_050, tooLow)).toMatchObject({
      outcome: 'refused',
      code: 'below-asking-price',
    });
  });

  it('[B10] is not refused on the state its unknown was about, however late', async () => {
    const room = await accepted();
    await room.clock.advance(30_000);
    const after = { ...tooLow, afterSequence: seq(3) };
    expect(await place(room, 2, 1_050, after)).toMatchObject({ outcome: 'unknown', afterSequence: 3 });
    await placeElsewhere(room, 3, 1_500);
    expect(await place(room, 2, 1_050, after)).toMatchObject({ outcome: 'refused', sequence: 4 });
  });

  it('[B10] [L1] is refused at once on a final lot, where nothing can land', async () => {
    const room = await accepted();
    await command(room, 'withdraw');
    const after = { ...tooLow, idMadeAtMs: at(300), afterSequence: seq(9) };
    expect(await place(room, 2, 1_050, after)).toMatchObject({ outcome: 'refused', code: 'lot-closed' });
  });

  it('[B10] but a first sending is refused at once', async () => {
    const room = await accepted();
    const justMade = { idMadeAtMs: at(300), ports: room.elsewhere() };
    expect((await place(room, 2, 1_050, justMade)).outcome).toBe('refused');
  });
});
