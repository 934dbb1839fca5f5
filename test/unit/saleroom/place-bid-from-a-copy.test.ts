import type { Agreements } from '@gaveldrop/saleroom';
import { describe, expect, it } from 'vitest';
import { failing } from './a-lot-store.ts';
import {
  acceptedBids,
  anOpenSaleroom,
  at,
  command,
  otherDropId,
  otherLotId,
  place,
  placeElsewhere,
} from './a-saleroom.ts';

/** An open lot that paddle 1 leads at 1,000, last seen by this function just now. */
async function led() {
  const room = await anOpenSaleroom();
  await place(room, 1, 1_000);
  room.requests();
  return room;
}

describe('a cold function', () => {
  it('[B4] reads the lot once, commits once and answers what it committed', async () => {
    const room = await anOpenSaleroom();
    const answer = await place(room, 1, 1_000, { id: 7 });
    expect(room.requests()).toEqual(['read', 'commit']);
    expect(answer).toMatchObject({
      ...{ type: 'bid-answer', outcome: 'leading', sequence: 3, askingPriceCents: 1_100 },
      ...{ receivedAtMs: at(0), serverNowMs: at(0) },
      lot: { priceCents: 1_000, leadingPaddle: 1, bidCount: 1, sequence: 3 },
    });
    expect(acceptedBids(room)).toEqual(['1:1000']);
  });

  it('[B9] an unknown lot and one of another drop are lot-unknown, and nothing is told of them', async () => {
    const room = await anOpenSaleroom();
    const answer = await place(room, 1, 1_000, { lot: otherLotId });
    expect(answer).toMatchObject({ outcome: 'refused', code: 'lot-unknown' });
    for (const warm of [false, true]) {
      if (warm) await place(room, 1, 1_000);
      const foreign = await place(room, 1, 5_000, { principal: { dropId: otherDropId } });
      expect(foreign).toMatchObject({ outcome: 'refused', code: 'lot-unknown' });
      for (const key of ['lot', 'sequence', 'askingPriceCents']) expect(foreign).not.toHaveProperty(key);
    }
  });

  it('a read that fails commits nothing and throws, so that the phone asks again', async () => {
    const room = await anOpenSaleroom();
    const lots = { ...room.stored, read: failing };
    await expect(place(room, 1, 1_000, { ports: { ...room.ports, lots } })).rejects.toThrow('no such luck');
    expect(acceptedBids(room)).toEqual([]);
  });
});

describe('committing on a warm copy', () => {
  it('a copy up to 200 ms old is bid on with a single write', async () => {
    const room = await led();
    await room.clock.advance(200);
    expect((await place(room, 2, 1_100)).outcome).toBe('leading');
    expect(room.requests()).toEqual(['commit']);
  });

  it('an older copy that would accept is read first', async () => {
    const room = await led();
    await room.clock.advance(201);
    expect((await place(room, 2, 1_100)).outcome).toBe('leading');
    expect(room.requests()).toEqual(['read', 'commit']);
  });

  it('the rules are asked once what becomes of the bid, not first whether the copy will do', async () => {
    const room = await led();
    let decisions = 0;
    const agreements: Agreements = {
      of: async (rulesId) => {
        const agreement = await room.ports.agreements.of(rulesId);
        const rules = {
          ...agreement.rules,
          // Whether it is the seller who bids is looked at in every decision, and nowhere else.
          get sellerId() {
            decisions += 1;
            return agreement.rules.sellerId;
          },
        };
        return { ...agreement, rules };
      },
    };
    expect((await place(room, 2, 1_100, { ports: { ...room.ports, agreements } })).outcome).toBe('leading');
    expect(room.requests()).toEqual(['commit']);
    expect(decisions).toBe(1);
  });

  it('what it commits is the next copy', async () => {
    const room = await led();
    await place(room, 2, 1_100);
    await place(room, 3, 1_200);
    await place(room, 2, 1_300);
    expect(room.requests()).toEqual(['commit', 'commit', 'commit']);
  });

  it('the age counts from when the read was sent, not from when it came', async () => {
    const room = await anOpenSaleroom();
    const lots = {
      ...room.ports.lots,
      read: async (id: Parameters<typeof room.stored.read>[0]) => {
        await room.clock.sleep(150);
        return room.stored.read(id);
      },
    };
    const ports = { ...room.ports, lots };
    await place(room, 1, 900, { ports });
    await room.clock.advance(60);
    room.requests();
    await place(room, 1, 1_000);
    expect(room.requests()).toEqual(['read', 'commit']);
  });
});

describe('refusing from a warm copy', () => {
  it('[B9] below the asking price costs no request, and names what it was decided on', async () => {
    const room = await led();
    expect(await place(room, 2, 1_099)).toMatchObject({
      ...{ outcome: 'refused', code: 'below-asking-price', askingPriceCents: 1_100, sequence: 3 },
      lot: { priceCents: 1_000, leadingPaddle: 1 },
    });
    expect(room.requests()).toEqual([]);
  });

  it('a copy of 1,000 ms still refuses, an older one is not used', async () => {
    const room = await led();
    await room.clock.advance(1_000);
    await place(room, 2, 1_099);
    expect(room.requests()).toEqual([]);
    await room.clock.advance(1);
    expect(await place(room, 2, 1_099)).toMatchObject({ code: 'below-asking-price' });
    expect(room.requests()).toEqual(['read']);
  });

  it('[L1] a final lot is closed for ever, however old the copy', async () => {
    const room = await led();
    await command(room, 'withdraw');
    await place(room, 2, 5_000);
    await room.clock.advance(3_600_000);
    room.requests();
    expect(await place(room, 2, 5_000)).toMatchObject({ outcome: 'refused', code: 'lot-closed' });
    expect(room.requests()).toEqual([]);
  });

  it('[C6] too late by the copy is looked at afresh: another function may have seen it extended', async () => {
    const room = await led();
    await room.clock.advance(59_900);
    await place(room, 1, 900, { kind: 'maximum' });
    await placeElsewhere(room, 3, 1_100);
    await room.clock.advance(200);
    room.requests();
    expect(await place(room, 2, 1_200, { stampMs: at(60_100) })).toMatchObject({ outcome: 'leading' });
    expect(room.requests()).toEqual(['read', 'commit']);
  });

  it.each<readonly [string, number, number, object]>([
    ['a lot nobody leads', 2, 900, {}],
    ['its own leader: already leading', 1, 5_000, {}],
    ['its own leader: a maximum not raised', 1, 1_000, { kind: 'maximum' }],
    ['the seller', 2, 5_000, { principal: { sellerIds: ['ada'] } }],
    ['a paddle above its limit', 2, 5_000, { principal: { limitCents: 4_999 } }],
    ['somebody without a paddle', 2, 5_000, { principal: { paddleNumber: undefined } }],
    ['a second sending', 2, 1_050, { attempt: 2 }],
  ])('[B9] %s is not refused from a copy', async (_, paddle, amount, some) => {
    const room = await anOpenSaleroom();
    if (amount === 900) await place(room, 3, 950);
    else await place(room, 1, 1_000);
    room.requests();
    expect((await place(room, paddle, amount, some)).outcome).toBe('refused');
    expect(room.requests()).toEqual(['read']);
  });

  it('[C10] a paused copy is not believed: the lot may have resumed', async () => {
    const room = await led();
    await command(room, 'pause');
    expect(await place(room, 2, 1_100)).toMatchObject({ code: 'lot-not-open' });
    await command(room, 'resume');
    expect(await place(room, 2, 1_100)).toMatchObject({ outcome: 'leading' });
  });
});

describe('what a bid tells the audience', () => {
  it('[L4] one pulse a shard with the public lot, none for a raised maximum or a refusal', async () => {
    const room = await anOpenSaleroom({ shards: 3 });
    await place(room, 1, 1_000, { kind: 'maximum' });
    const pulses = room.ports.pulses.drain();
    expect(pulses.map(({ shard, lot }) => [shard, lot.sequence, lot.priceCents])).toEqual([
      ...[
        [0, 3, 1_000],
        [1, 3, 1_000],
        [2, 3, 1_000],
      ],
    ]);
    await place(room, 1, 9_000, { kind: 'maximum' });
    await place(room, 2, 10);
    expect(room.ports.pulses.drain()).toEqual([]);
  });

  it('every outcome is counted, refusals by their code', async () => {
    const room = await led();
    await place(room, 2, 1);
    await place(room, 1, 9_000);
    expect(room.metrics.counted('bidOutcome', 'leading')).toBe(1);
    expect(room.metrics.counted('bidOutcome', 'below-asking-price')).toBe(1);
    expect(room.metrics.counted('bidOutcome', 'already-leading')).toBe(1);
  });
});
