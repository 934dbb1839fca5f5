import { type BidAnswer, bidAnswerSchema, type RefusalReceipt } from '@gaveldrop/protocol';
import { addLot, type BidPorts, readKeys, registerPaddle, suspendPaddle } from '@gaveldrop/saleroom';
import { assert, cents, paddleNumber } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { failing } from './a-lot-store.ts';
import {
  aNewLot,
  anOpenSaleroom,
  aSaleroom,
  at,
  bidIdOf,
  bob,
  command,
  dropId,
  eve,
  finish,
  lotId,
  otherDropId,
  otherLotId,
  outcomeOf,
  place,
  type Saleroom,
} from './a-saleroom.ts';
import { isSigned } from './recomputed-seals.ts';

const receiptOf = (answer: BidAnswer): RefusalReceipt => {
  assert(answer.outcome === 'refused' && answer.receipt !== undefined, `no receipt: ${answer.outcome}`);
  return answer.receipt;
};

/** A bid of 1,050 under the asking price of 1,100, refused on sequence 3. */
async function refused() {
  const room = await anOpenSaleroom();
  await place(room, 1, 1_000);
  const answer = await place(room, 2, 1_050, { id: 12 });
  return { room, answer, keys: await readKeys(room.ports) };
}

describe('the receipt of a refused bid', () => {
  it('[B9] says what was refused, why, and on which state', async () => {
    const { answer, keys } = await refused();
    expect(receiptOf(answer)).toEqual({
      ...{ bidId: bidIdOf(12), lotId, paddleNumber: 2, amountCents: 1_050, kind: 'exact' },
      ...{ receivedAtMs: at(0), code: 'below-asking-price', askingPriceCents: 1_100, sequence: 3 },
      keyId: keys.keys[0]?.kid,
      signature: expect.stringMatching(/^[0-9A-Za-z_-]{86}$/),
    });
    expect(bidAnswerSchema.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
  });

  it('[B9] is signed by the key that anyone may read', async () => {
    const { answer, keys } = await refused();
    expect(keys).toEqual({
      keys: [
        {
          ...{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' },
          ...{ kid: expect.stringMatching(/^[\w-]{43}$/), x: expect.stringMatching(/^[\w-]{43}$/) },
        },
      ],
    });
    expect(isSigned(receiptOf(answer), keys)).toBe(true);
  });

  it.each<readonly [string, Partial<Record<keyof RefusalReceipt, unknown>>]>([
    ['bidId', { bidId: bidIdOf(13) }],
    ['lotId', { lotId: otherLotId }],
    ['paddleNumber', { paddleNumber: 3 }],
    ['amountCents', { amountCents: 1_051 }],
    ['kind', { kind: 'maximum' }],
    ['receivedAtMs', { receivedAtMs: at(1) }],
    ['code', { code: 'lot-closed' }],
    ['askingPriceCents', { askingPriceCents: 1_000 }],
    ['sequence', { sequence: 2 }],
    ['keyId', { keyId: 'another' }],
    ['signature', { signature: 'A'.repeat(86) }],
  ])('[B9] with another %s is not signed', async (_, change) => {
    const { answer, keys } = await refused();
    expect(isSigned({ ...receiptOf(answer), ...change } as RefusalReceipt, keys)).toBe(false);
  });

  it('[B9] without its paddle, its asking price or its sequence is not signed either', async () => {
    const { answer, keys } = await refused();
    const { paddleNumber: _, ...nobodys } = receiptOf(answer);
    const { askingPriceCents: __, ...priceless } = receiptOf(answer);
    const { sequence: ___, ...timeless } = receiptOf(answer);
    for (const receipt of [nobodys, priceless, timeless]) expect(isSigned(receipt, keys)).toBe(false);
  });

  it('[B9] comes with every refusal there is', async () => {
    const room = await anOpenSaleroom({ lot: { sellerId: 'user-9' as never } });
    const keys = await readKeys(room.ports);
    const nobody = { principal: { paddleNumber: undefined } };
    await place(room, 1, 5_000, { id: 11, kind: 'maximum' });
    await place(room, 2, 4_000, { id: 12 });
    await room.record();
    const answers = [
      await place(room, 2, 6_000, { id: 11 }),
      await place(room, 2, 6_000, { lot: otherLotId }),
      await place(room, 2, 6_000, { principal: { dropId: otherDropId } }),
      await place(room, 2, 6_000, nobody),
      await place(room, 9, 6_000),
      await place(room, 1, 6_000),
      await place(room, 1, 5_000, { kind: 'maximum' }),
      await place(room, 2, 4_000),
      await place(room, 2, 6_000, { principal: { limitCents: cents(5_999) } }),
    ];
    outcomeOf(await registerPaddle(room.ports, bob, dropId, undefined));
    outcomeOf(await finish(room, suspendPaddle(room.ports, eve, dropId, paddleNumber(1), true)));
    await room.clock.advance(2_000);
    answers.push(await place(room, 1, 7_000, { kind: 'maximum' }));
    await command(room, 'pause');
    await room.clock.advance(2_000);
    answers.push(await place(room, 2, 6_000));
    await command(room, 'withdraw');
    await room.clock.advance(2_000);
    answers.push(await place(room, 2, 6_000));
    expect(answers.map(({ code }) => code)).toEqual([
      'bid-id-reused',
      'lot-unknown',
      'lot-unknown',
      'paddle-not-registered',
      'seller-may-not-bid',
      'already-leading',
      'maximum-not-raised',
      'below-asking-price',
      'above-paddle-limit',
      'paddle-suspended',
      'lot-not-open',
      'lot-closed',
    ]);
    for (const answer of answers) {
      const receipt = receiptOf(answer);
      expect(isSigned(receipt, keys), answer.code).toBe(true);
      const { code, sequence, askingPriceCents, receivedAtMs, bidId } = answer;
      expect(receipt).toMatchObject(
        JSON.parse(JSON.stringify({ code, sequence, askingPriceCents, receivedAtMs, bidId })),
      );
    }
    expect(receiptOf(answers[1] as BidAnswer)).not.toHaveProperty('sequence');
    expect(receiptOf(answers[3] as BidAnswer)).not.toHaveProperty('paddleNumber');
  });

  it('[B9] is all that there is of a refusal: nothing is written', async () => {
    const room = await anOpenSaleroom();
    await place(room, 1, 1_000);
    const written = room.stored.images.length;
    room.requests();
    expect((await place(room, 2, 1_050)).receipt).toBeDefined();
    expect(room.requests()).toEqual([]);
    expect(room.stored.images).toHaveLength(written);
  });

  it('[B10] comes with no other answer: accepted, repeated, unknown or busy', async () => {
    const room = await anOpenSaleroom();
    const answers = [await place(room, 1, 1_000, { id: 11 })];
    answers.push(await place(room, 1, 1_000, { id: 11, attempt: 2 }));
    room.stored.always('throttled');
    answers.push(await place(room, 2, 1_100, { id: 12 }));
    room.stored.always('lost-on-the-way');
    answers.push(await place(room, 2, 1_100, { id: 13 }));
    expect(answers.map(({ outcome, repeated }) => [outcome, repeated ?? false])).toEqual([
      ['leading', false],
      ['leading', true],
      ['busy', false],
      ['unknown', false],
    ]);
    for (const answer of answers) expect(answer).not.toHaveProperty('receipt');
  });
});

describe('the saleroom’s keys', () => {
  const without = (room: Saleroom): BidPorts => ({ ...room.ports, keys: { load: failing } });

  it('[B9] are not asked for by an exact bid that is accepted', async () => {
    const room = await anOpenSaleroom();
    expect((await place(room, 1, 1_000, { ports: without(room) })).outcome).toBe('leading');
  });

  it('[B9] that cannot be had are a fault to a refusal and to a maximum, which is not committed', async () => {
    const room = await anOpenSaleroom();
    await expect(place(room, 1, 900, { ports: without(room) })).rejects.toThrow('no such luck');
    const maximum = place(room, 1, 5_000, { kind: 'maximum', ports: without(room) });
    await expect(maximum).rejects.toThrow('no such luck');
    expect((await room.lot()).sequence).toBe(2);
  });

  it('[L4] are needed to enter a lot with a reserve, and without them nothing of it is written', async () => {
    const room = await aSaleroom();
    const ports = { ...room.ports, keys: { load: failing } };
    const lot = aNewLot({ lotId: otherLotId, reserveCents: cents(2_000) });
    await expect(addLot(ports, eve, dropId, lot)).rejects.toThrow('no such luck');
    expect(await room.stored.read(otherLotId)).toBeUndefined();
    expect(await addLot(ports, eve, dropId, aNewLot({ lotId: otherLotId }))).toMatchObject({ kind: 'done' });
  });
});
