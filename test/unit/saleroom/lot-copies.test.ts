import { createAgreements, createLotCopies } from '@gaveldrop/saleroom';
import type { LotId, RulesId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { noted } from './a-lot-store.ts';
import { anOpenSaleroom, at, lotId, otherLotId, place } from './a-saleroom.ts';

/** A lot as it was opened, and as it was one bid later. */
async function twoStates() {
  const room = await anOpenSaleroom();
  const opened = await room.lot();
  await place(room, 1, 1_000);
  return { room, opened, bid: await room.lot() };
}

describe('what a warm function remembers of a lot', () => {
  it('is the highest sequence it has seen, in whatever order the replies came', async () => {
    const { opened, bid } = await twoStates();
    const copies = createLotCopies();
    copies.keep(bid, at(10));
    copies.keep(opened, at(20));
    expect(copies.get(lotId)).toEqual({ lot: bid, readSentAtMs: at(10) });
  });

  it('of one sequence is as fresh as the request sent last', async () => {
    const { bid } = await twoStates();
    const copies = createLotCopies();
    copies.keep(bid, at(10));
    copies.keep(bid, at(30));
    copies.keep(bid, at(20));
    expect(copies.get(lotId)?.readSentAtMs).toBe(at(30));
  });

  it('is bounded: the one kept longest ago goes first', async () => {
    const { opened } = await twoStates();
    const copies = createLotCopies(2);
    const third = '01JZZZZZZZZZZZZZZZZZZZZZZZ' as LotId;
    copies.keep(opened, at(0));
    copies.keep({ ...opened, lotId: otherLotId }, at(0));
    copies.keep(opened, at(1));
    copies.keep({ ...opened, lotId: third }, at(1));
    expect([lotId, otherLotId, third].map((of) => copies.get(of) !== undefined)).toEqual([true, false, true]);
  });
});

describe('agreements', () => {
  it('[M7] are read once, since a version never changes, and a few are remembered', async () => {
    const { room, opened } = await twoStates();
    const calls: string[] = [];
    const agreements = createAgreements(noted({ read: room.ports.rules.read }, calls), 1);
    const { rules } = await agreements.of(opened.rulesId);
    await agreements.of(opened.rulesId);
    expect(calls).toEqual(['read']);
    const other = '01JZZZZZZZZZZZZZZZZZZZZZZZ' as RulesId;
    await room.ports.rules.write({
      ...(await agreements.of(opened.rulesId)),
      rules: { ...rules, rulesId: other },
    });
    await agreements.of(other);
    await agreements.of(opened.rulesId);
    expect(calls).toEqual(['read', 'read', 'read']);
  });

  it('[M7] that a lot names and nobody wrote are a bug', async () => {
    const { room } = await twoStates();
    const agreements = createAgreements(room.ports.rules);
    await expect(agreements.of('01JZZZZZZZZZZZZZZZZZZZZZZZ' as RulesId)).rejects.toThrow('bug');
  });
});
