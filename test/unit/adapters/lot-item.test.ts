import { lotFromStreamImage, type StreamImage } from '@gaveldrop/adapters/aws/lot-from-stream-image';
import { type LotItem, lotItem, unpackLot } from '@gaveldrop/adapters/aws/lot-item';
import { openLotsItem } from '@gaveldrop/adapters/aws/open-lots-item';
import { packLotEvents, unpackLotEvents } from '@gaveldrop/adapters/aws/pack-lot-events';
import { packRecent, unpackRecent } from '@gaveldrop/adapters/aws/pack-recent';
import { writeLot } from '@gaveldrop/adapters/aws/write-lot';
import type { LotEvent, PassedLot } from '@gaveldrop/bidding';
import {
  type BidId,
  type CommandId,
  cents,
  type DropId,
  durationMs,
  epochMs,
  type LotId,
  paddleNumber,
  type RulesId,
  sequence,
} from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { worstLots, worstOpenLot } from './worst-lots.ts';

const commandId = '01J00000000000000000000001' as CommandId;
const bidId = '01J00000000000000000000002' as BidId;
const rulesId = '01J00000000000000000000003' as RulesId;
const passed: PassedLot = { ...worstOpenLot, status: 'passed', events: [{ type: 'LotPassed' }] };

const everyEvent: readonly LotEvent[] = [
  { type: 'LotScheduled', rulesId },
  { type: 'LotCorrected', rulesId },
  { type: 'LotOpened', commandId, openedAtMs: epochMs(1), suspendedPaddles: [] },
  {
    ...{ type: 'LotOpened', commandId, openedAtMs: epochMs(1), closesAtMs: epochMs(2) },
    ...{ latestCloseAtMs: epochMs(3), suspendedPaddles: [paddleNumber(4)] },
  },
  {
    ...{ type: 'BidAccepted', bidId, paddleNumber: paddleNumber(1), amountCents: cents(2) },
    ...{ kind: 'exact', receivedAtMs: epochMs(3), outcome: 'outbid', priceCents: cents(4) },
  },
  { type: 'CloseExtended', closesAtMs: epochMs(1) },
  { type: 'LotPaused', commandId },
  { type: 'LotPaused', commandId, remainingMs: durationMs(0) },
  { type: 'LotResumed', commandId },
  { type: 'LotResumed', commandId, closesAtMs: epochMs(1), latestCloseAtMs: epochMs(2) },
  { type: 'HammerCalled', commandId, closesAtMs: epochMs(1) },
  { type: 'HammerCalled', commandId, closesAtMs: epochMs(1), latestCloseAtMs: epochMs(2) },
  { type: 'PaddleSuspended', paddleNumber: paddleNumber(65_535) },
  { type: 'PaddleReadmitted', paddleNumber: paddleNumber(1) },
  { type: 'LotSold', hammerPriceCents: cents(1), buyerPaddle: paddleNumber(2) },
  {
    ...{ type: 'LotSold', hammerPriceCents: cents(1), buyerPaddle: paddleNumber(2) },
    underbidderPaddle: paddleNumber(3),
  },
  { type: 'LotPassed' },
  { type: 'LotWithdrawn', commandId, reason: 'A "reason"\n第一' },
];

test('[L3] every event of every type comes back exactly', () => {
  for (const event of everyEvent)
    expect(unpackLotEvents(packLotEvents([event]), 'A "reason"\n第一')).toStrictEqual([event]);
});

test('[L3] a change of several events comes back in order', () => {
  const [bid, extended] = [everyEvent[4], everyEvent[5]];
  if (bid === undefined || extended === undefined) throw new Error('two events');
  const text = packLotEvents([bid, extended]);
  expect(text).toBe('[["bid","01J00000000000000000000002",1,2,"exact",3,"outbid",4],["extended",1]]');
  expect(unpackLotEvents(text, undefined)).toStrictEqual([bid, extended]);
});

test('[B10] a recent act takes twenty bytes, id first, and comes back with any outcome and sequence', () => {
  const recent = [
    { id: bidId, sequence: sequence(1), outcome: 'leading' },
    { id: commandId, sequence: sequence(2 ** 30 - 1), outcome: 'done' },
    { id: bidId, sequence: sequence(0), outcome: 'outbid' },
  ] as const;
  const bytes = packRecent(recent);
  expect(bytes).toHaveLength(60);
  expect([...bytes.subarray(16, 20)]).toEqual([0, 0, 0, 1]);
  expect([...bytes.subarray(36, 40)]).toEqual([0xbf, 0xff, 0xff, 0xff]);
  expect(unpackRecent(bytes)).toEqual(recent);
  expect(() => packRecent([{ ...recent[0], sequence: sequence(2 ** 30) }])).toThrow('does not fit');
});

test('[L1] the worst lots come back exactly', () => {
  for (const lot of Object.values(worstLots)) expect(unpackLot(lotItem(lot))).toEqual(lot);
});

test('[L3] the head of the chain is thirty-two bytes, and anything else is refused', () => {
  const item = lotItem(worstOpenLot);
  expect(item.chainHead).toEqual({ B: new Uint8Array(32).fill(0xf0) });
  expect(() => unpackLot({ ...item, chainHead: { B: new Uint8Array(31) } })).toThrow('bug: a SHA-256 has');
  const { chainHead: _, ...headless } = item;
  expect(() => unpackLot(headless)).toThrow('bug: a SHA-256 has');
});

test('[L4] an item of no known status, or without what a lot has, is refused', () => {
  const item = lotItem(worstOpenLot);
  expect(() => unpackLot({ ...item, status: { S: 'lost' } })).toThrow('bug:');
  const { sequence: _, ...headless } = item;
  expect(() => unpackLot(headless)).toThrow('bug: a lot has sequence');
});

test('[data] a bid writes no attribute of the index over open lots; opening sets both, a final state removes both', () => {
  const bid = writeLot(worstOpenLot).UpdateExpression;
  expect(bid).not.toMatch(/open(In|As)/);
  const opening = worstLots['just opened'];
  if (opening === undefined) throw new Error('a lot just opened');
  const written = writeLot(opening);
  expect(written.UpdateExpression).toContain('#openIn = :openIn, #openAs = :openAs');
  expect(written.ExpressionAttributeValues[':openAs']).toEqual({ S: '01KZZZZZZZZZZZZZZZZZZZZZZB#99999' });
  const removed = writeLot(passed).UpdateExpression.split('REMOVE')[1] ?? '';
  expect(removed).toContain('#openIn, #openAs');
});

test('a write is conditioned on the sequence before, and on nothing else', () => {
  const write = writeLot(worstOpenLot);
  expect(write.ConditionExpression).toBe('#sequence = :before');
  expect(write.ExpressionAttributeNames['#sequence']).toBe('sequence');
  expect(write.ExpressionAttributeValues[':before']).toEqual({ N: '999999998' });
});

/** An item as Lambda's event has it: binaries in base 64. */
const imageOf = (item: LotItem): StreamImage =>
  Object.fromEntries(
    Object.entries(item).map(([name, { S, N, B }]) => [
      name,
      S !== undefined
        ? { S }
        : N !== undefined
          ? { N }
          : { B: Buffer.from(B ?? new Uint8Array(0)).toString('base64') },
    ]),
  );

test('[L3] a lot comes back from its stream image, in base 64 or in bytes', () => {
  const item = lotItem(passed);
  expect(lotFromStreamImage(imageOf(item))).toEqual(passed);
  expect(lotFromStreamImage(item as StreamImage)).toEqual(passed);
});

test("the stream image of a drop's open lots is no lot", () => {
  const openLots = openLotsItem({
    ...{ dropId: '01J00000000000000000000009' as DropId, lotIds: ['01J00000000000000000000008' as LotId] },
    ...{ suspendedPaddles: [paddleNumber(1)], version: 3 },
  });
  expect(lotFromStreamImage(imageOf(openLots))).toBeUndefined();
});

test('a stream image that has a status and is no lot is refused, so that it is parked', () => {
  expect(() => lotFromStreamImage({ status: { S: 'open' } })).toThrow('bug:');
});
