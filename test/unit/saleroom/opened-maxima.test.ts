import { correctLot, letHammerFall, readHistory, readReceipts, registerPaddle } from '@gaveldrop/saleroom';
import { cents } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  ada,
  anOpenSaleroom,
  aSaleroom,
  bob,
  command,
  dropId,
  eve,
  finish,
  lotId,
  outcomeOf,
  place,
  type Saleroom,
  seq,
} from './a-saleroom.ts';
import { commitmentsIn, maximumCommitment } from './recomputed-seals.ts';

const historyOf = async (room: Saleroom) => {
  await room.record();
  return outcomeOf(await readHistory(room.ports, dropId, lotId, seq(0)));
};
const amounts = async (room: Saleroom) =>
  (await historyOf(room)).opened.map(({ sequence, amountCents }) => [sequence, amountCents]);

/** Paddle 1 has raised a maximum, paddle 2 has lost with one, paddle 3 with an exact bid. */
async function contested(reserveCents?: number) {
  const room = await anOpenSaleroom(
    reserveCents === undefined ? {} : { lot: { reserveCents: cents(reserveCents) } },
  );
  for (const person of [bob, ada]) outcomeOf(await registerPaddle(room.ports, person, dropId, undefined));
  await place(room, 1, 5_001, { kind: 'maximum' });
  await place(room, 2, 3_001, { kind: 'maximum' });
  await place(room, 3, 4_001);
  await place(room, 1, 6_001, { kind: 'maximum' });
  return room;
}

async function hammered(room: Saleroom): Promise<void> {
  await room.clock.advance(61_000);
  await finish(room, letHammerFall(room.ports, lotId));
}

describe('maxima', () => {
  it('[L4] are not opened while the lot is open or paused', async () => {
    const room = await contested();
    expect(await amounts(room)).toEqual([]);
    await command(room, 'pause');
    expect(await amounts(room)).toEqual([]);
  });

  it('[L4] on a lot that was sold are opened for all but the buyer, and check against their commitments', async () => {
    const room = await contested();
    await hammered(room);
    expect(await amounts(room)).toEqual([[4, 3_001]]);
    const history = await historyOf(room);
    const commitments = commitmentsIn(history);
    expect(Object.keys(commitments)).toEqual(['3', '4', '6']);
    for (const opened of history.opened) expect(maximumCommitment(opened)).toBe(commitments[opened.sequence]);
  });

  it('[L4] on a lot that was passed are opened for all but who led: it was beaten by nobody', async () => {
    const room = await contested(9_000);
    await hammered(room);
    expect((await room.lot()).status).toBe('passed');
    expect(await amounts(room)).toEqual([[4, 3_001]]);
  });

  it('[L4] on a withdrawn lot stay closed: nobody has lost', async () => {
    const room = await contested();
    await command(room, 'withdraw');
    expect((await room.lot()).status).toBe('withdrawn');
    expect(await amounts(room)).toEqual([]);
  });

  it('[L4] are opened only on a lot that was over when it was read, however far its history has come since', async () => {
    const room = await contested();
    const before = await room.lot();
    await hammered(room);
    await room.record();
    const ports = { ...room.ports, lots: { read: async () => before } };
    const history = outcomeOf(await readHistory(ports, dropId, lotId, seq(0)));
    expect(history.entries.at(-1)?.events[0]?.type).toBe('LotSold');
    expect(history.opened).toEqual([]);
  });

  it('[L4] of a page are those of its entries', async () => {
    const room = await contested(9_000);
    await hammered(room);
    await room.record();
    const history = outcomeOf(await readHistory(room.ports, dropId, lotId, seq(4)));
    expect(history.opened).toEqual([]);
    const earlier = outcomeOf(await readHistory(room.ports, dropId, lotId, seq(3)));
    expect(earlier.opened.map(({ sequence }) => sequence)).toEqual([4]);
  });

  it('[B10] are opened at any time by their bidder’s own receipt, the buyer’s too', async () => {
    const room = await contested();
    const commitments = commitmentsIn(await historyOf(room));
    const { receipts } = outcomeOf(await readReceipts(room.ports, bob, dropId));
    expect(receipts.map(({ sequence, amountCents }) => [sequence, amountCents])).toEqual([
      [3, 5_001],
      [6, 6_001],
    ]);
    for (const receipt of receipts) expect(maximumCommitment(receipt)).toBe(commitments[receipt.sequence]);
  });
});

describe('commitments', () => {
  it('[L4] to the same amount differ from bid to bid: nobody can tell that two are alike', async () => {
    const room = await anOpenSaleroom();
    await place(room, 1, 5_000, { kind: 'maximum', id: 11 });
    await place(room, 2, 5_000, { kind: 'maximum', id: 12 });
    const [one, other] = Object.values(commitmentsIn(await historyOf(room)));
    expect(one).not.toBe(other);
  });

  it('[L4] to the same reserve differ from one version of the agreement to the next', async () => {
    const room = await aSaleroom({ lot: { reserveCents: cents(2_000) } });
    outcomeOf(await correctLot(room.ports, eve, dropId, lotId, { title: 'Another print' }));
    const [first, second] = (await historyOf(room)).entries.flatMap(({ events }) =>
      events.flatMap((event) => ('agreed' in event ? [event.agreed.reserveCommitment] : [])),
    );
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toMatch(/^[0-9a-f]{64}$/);
    expect(first).not.toBe(second);
  });
});
