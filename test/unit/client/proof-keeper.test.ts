import { clientLimits, type KeepingPlace, type OwnBid, proofKeeper } from '@gaveldrop/client';
import type { PublicLot, RefusalReceipt } from '@gaveldrop/protocol';
import type { BidId } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { DropWorld, lotId, openLot, otherLotId } from './drop-world.ts';

const bidId = (nth: number): BidId => `01KJM0000000000000000${String(nth).padStart(5, '0')}` as BidId;
const receiptOf = (nth: number): RefusalReceipt =>
  ({
    ...{ bidId: bidId(nth), lotId, paddleNumber: 7, amountCents: 1_100, kind: 'exact', receivedAtMs: 1 },
    ...{ code: 'below-asking-price', askingPriceCents: 1_300, sequence: 5, keyId: 'K', signature: 'S' },
  }) as RefusalReceipt;
const refused = (nth: number): OwnBid =>
  ({
    ...{ bidId: bidId(nth), lotId, amountCents: 1_100, kind: 'exact', state: 'refused', attempts: 1 },
    receipt: receiptOf(nth),
  }) as OwnBid;
const over = (lot: string, chainHead: string): PublicLot =>
  ({ ...openLot({}), lotId: lot, status: 'sold', chainHead }) as unknown as PublicLot;
const [headA, headB] = ['a'.repeat(64), 'b'.repeat(64)];

/** A place that outlives the page, as text. */
function aPlace(text?: string) {
  const held = { text, writes: 0 };
  const place: KeepingPlace = {
    read: () => held.text,
    write(next) {
      held.text = next;
      held.writes += 1;
    },
  };
  return { held, place };
}

describe('a refused bid', () => {
  test('keeps what was signed of it', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const id = world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    const receipt = { ...receiptOf(1), bidId: id };
    socket.say(world.answer(id, { outcome: 'refused', code: 'below-asking-price', sequence: 5, receipt }));
    expect(world.client.state().bids[0]).toMatchObject({ state: 'refused', receipt });
  });

  test('that turns out to have been accepted has no receipt of a refusal', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const id = world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    const receipt = { ...receiptOf(1), bidId: id };
    socket.say(world.answer(id, { outcome: 'refused', code: 'below-asking-price', sequence: 5, receipt }));
    socket.say(world.answer(id, { outcome: 'leading', sequence: 6 }));
    expect(world.client.state().bids[0]).toMatchObject({ state: 'leading' });
    expect(world.client.state().bids[0]).not.toHaveProperty('receipt');
  });
});

describe('a lot that is over', () => {
  test('stays with its chain head, whatever comes late', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const last = { ...openLot({ sequence: 9 as never, status: 'sold' }), chainHead: headA };
    socket.say({ type: 'lots', serverNowMs: world.serverNowMs, lots: [last] });
    socket.say({ type: 'lots', serverNowMs: world.serverNowMs, lots: [{ ...last, chainHead: headB }] });
    socket.say({ type: 'lots', serverNowMs: world.serverNowMs, lots: [openLot({ sequence: 8 as never })] });
    expect(world.client.state().lots[0]).toMatchObject({ status: 'sold', chainHead: headA });
  });
});

describe('proofs', () => {
  test('outlive the page', () => {
    const { place } = aPlace();
    const keeper = proofKeeper(place);
    keeper.take({ bids: [refused(1), { ...refused(2), state: 'pending' }], lots: [over(lotId, headA)] });
    const kept = { refusals: [receiptOf(1), receiptOf(2)], heads: [{ lotId, chainHead: headA }] };
    expect(keeper.kept()).toEqual(kept);
    expect(proofKeeper(place).kept()).toEqual(kept);
  });

  test('are written when there are new ones, and only then', () => {
    const { held, place } = aPlace();
    const keeper = proofKeeper(place);
    keeper.take({ bids: [refused(1)], lots: [openLot({})] });
    const before = keeper.kept();
    keeper.take({ bids: [refused(1)], lots: [openLot({})] });
    expect(keeper.kept()).toBe(before);
    expect(held.writes).toBe(1);
  });

  test('are added to those of another tab, and of an earlier visit', () => {
    const { place } = aPlace();
    const [one, other] = [proofKeeper(place), proofKeeper(place)];
    one.take({ bids: [refused(1)], lots: [] });
    other.take({ bids: [refused(2)], lots: [over(lotId, headA)] });
    expect(proofKeeper(place).kept()).toEqual({
      refusals: [receiptOf(1), receiptOf(2)],
      heads: [{ lotId, chainHead: headA }],
    });
  });

  test('of a lot are its first head: a later one is what it is held against', () => {
    const { place } = aPlace();
    const keeper = proofKeeper(place);
    keeper.take({ bids: [], lots: [over(lotId, headA), over(otherLotId, headB)] });
    keeper.take({ bids: [], lots: [over(lotId, headB)] });
    proofKeeper(place).take({ bids: [], lots: [over(lotId, headB)] });
    expect(proofKeeper(place).kept().heads).toContainEqual({ lotId, chainHead: headA });
    expect(proofKeeper(place).kept().heads).toHaveLength(2);
  });

  test('are the newest, as many as there is room for', () => {
    const { place } = aPlace();
    const keeper = proofKeeper(place);
    const bids = Array.from({ length: clientLimits.keptRefusalsMax + 2 }, (_, at) => refused(at + 1));
    keeper.take({ bids, lots: [] });
    keeper.take({ bids, lots: [] });
    const { refusals } = keeper.kept();
    expect(refusals).toHaveLength(200);
    expect([refusals[0]?.bidId, refusals.at(-1)?.bidId]).toEqual([bidId(3), bidId(202)]);
  });

  test.each(['lots', '{"refusals":7}', '[]', '{"receipts":[],"refusals":[{}],"lots":[{"lotId":"x"}]}'])(
    'begin anew where something else lies: %s',
    (text) => {
      const { place } = aPlace(text);
      const keeper = proofKeeper(place);
      expect(keeper.kept()).toEqual({ refusals: [], heads: [] });
      keeper.take({ bids: [refused(1)], lots: [] });
      expect(proofKeeper(place).kept().refusals).toEqual([receiptOf(1)]);
    },
  );

  test('lie there in the form of the files that the verifier reads', () => {
    const { held, place } = aPlace();
    proofKeeper(place).take({ bids: [refused(1)], lots: [over(lotId, headA)] });
    expect(JSON.parse(held.text ?? '')).toEqual({
      receipts: [],
      refusals: [receiptOf(1)],
      lots: [{ lotId, chainHead: headA }],
    });
  });
});
