import type { Lot } from '@gaveldrop/bidding';
import { closeLot, letHammerFall, placeBid, sweepLots } from '@gaveldrop/saleroom';
import type { CommandId } from '@gaveldrop/units';
import { ulid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { aBidMessage, at, finish } from './a-dynamo-saleroom.ts';
import { type AmbiguousSaleroom, ambiguousSalerooms } from './an-ambiguous-saleroom.ts';
import type { Fate } from './fateful-proxy.ts';
import { cutAfter, cutBefore, cutInReply, happenedAndFailed, turnedAway } from './fates.ts';

const ambiguousSaleroom = ambiguousSalerooms();

/** Every kind of thing that ever happened to the lot, in order. */
const happened = async (room: AmbiguousSaleroom): Promise<readonly string[]> =>
  (await room.states(room.lotId)).flatMap(({ events }: Lot) => events.map(({ type }) => type));

const anId = (): CommandId => ulid() as CommandId;

const fatesOf = (room: AmbiguousSaleroom): Readonly<Record<string, Fate>> => ({
  'happened, and the socket was cut': cutAfter,
  'happened, and its reply broke off in the middle': cutInReply,
  'happened, and its reply came after the timeout': room.slow.answeredLate,
  'happened, and its reply never ended': room.slow.stalledInReply,
  'happened, and was answered 500': happenedAndFailed('InternalServerError', 500),
  'never happened: the socket was cut': cutBefore,
  'never happened: it was throttled': turnedAway('ProvisionedThroughputExceededException'),
});
const fateNames = [
  'happened, and the socket was cut',
  'happened, and its reply broke off in the middle',
  'happened, and its reply came after the timeout',
  'happened, and its reply never ended',
  'happened, and was answered 500',
  'never happened: the socket was cut',
  'never happened: it was throttled',
];
const fateCalled = (room: AmbiguousSaleroom, name: string): Fate => {
  const fate = fatesOf(room)[name];
  if (fate === undefined) throw new Error(`no fate is called ${name}`);
  return fate;
};

describe('an auctioneer’s command whose write lost its reply', () => {
  test.for(fateNames)('opening %s: done once, with one pair of nudges', async (name) => {
    const room = await ambiguousSaleroom();
    const commandId = anId();
    room.proxy.befall('TransactWriteItems', fateCalled(room, name));
    const command = { ports: room.ports, commandId };
    expect(await finish(room, room.command('open', room.lotId, command))).toMatchObject({
      ...{ outcome: 'done', lot: { status: 'open', sequence: 2 } },
    });
    expect(await happened(room)).toEqual(['LotScheduled', 'LotOpened']);
    expect((await room.patient.lots.readOpenLots(room.dropId)).lotIds).toEqual([room.lotId]);
    expect(room.nudges.drain()).toHaveLength(2);
    expect(await finish(room, room.command('open', room.lotId, command))).toMatchObject({
      ...{ outcome: 'done', repeated: true },
    });
    expect(await happened(room)).toEqual(['LotScheduled', 'LotOpened']);
  });

  test.for(fateNames)('pausing %s: done once', async (name) => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', fateCalled(room, name));
    expect(await finish(room, room.command('pause', room.lotId, { ports: room.ports }))).toMatchObject({
      ...{ outcome: 'done', lot: { status: 'paused', sequence: 3 } },
    });
    expect(await happened(room)).toEqual(['LotScheduled', 'LotOpened', 'LotPaused']);
  });

  test('that lands after it was sent again is done once', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', room.slow.adrift);
    expect(await finish(room, room.command('pause', room.lotId, { ports: room.ports }))).toMatchObject({
      ...{ outcome: 'done' },
    });
    expect((await room.slow.land()).body.toString()).toContain('ConditionalCheckFailedException');
    expect(await happened(room)).toEqual(['LotScheduled', 'LotOpened', 'LotPaused']);
  });

  test('that lands while it is being sent again is done once', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    room.proxy.befall('UpdateItem', room.slow.adrift, room.slow.overtaken);
    expect(await finish(room, room.command('pause', room.lotId, { ports: room.ports }))).toMatchObject({
      ...{ outcome: 'done', repeated: true },
    });
    expect(await happened(room)).toEqual(['LotScheduled', 'LotOpened', 'LotPaused']);
  });

  test('that is never heard of is unknown; the same id asks again', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    const commandId = anId();
    room.proxy.always('UpdateItem', cutBefore);
    const command = { ports: room.ports, commandId };
    expect(await finish(room, room.command('pause', room.lotId, command))).toMatchObject({
      ...{ outcome: 'unknown' },
    });
    expect(await finish(room, room.command('pause', room.lotId, { commandId }))).toMatchObject({
      ...{ outcome: 'done' },
    });
    expect(await happened(room)).toEqual(['LotScheduled', 'LotOpened', 'LotPaused']);
  });

  test.for(['UpdateItem', 'TransactWriteItems'])(
    'throttled for ever (%s) it is busy, with nothing written',
    async (operation) => {
      const room = await ambiguousSaleroom();
      if (operation === 'UpdateItem') await room.open();
      room.proxy.always(operation, turnedAway('ThrottlingException'));
      const what = operation === 'UpdateItem' ? 'pause' : 'open';
      expect(await finish(room, room.command(what, room.lotId, { ports: room.ports }))).toMatchObject({
        ...{ outcome: 'busy' },
      });
      expect(await happened(room)).not.toContain(what === 'pause' ? 'LotPaused' : 'LotOpened');
    },
  );
});

describe('[C7] a hammer whose write lost its reply', () => {
  const soldOnce = ['LotScheduled', 'LotOpened', 'BidAccepted', 'LotSold'];

  /** The lot is due, with a bid of 1,000 by paddle 1. */
  const due = async (room: AmbiguousSaleroom): Promise<void> => {
    await room.open();
    const bid = aBidMessage(room.lotId, 1_000);
    await finish(room, placeBid(room.patient, room.bidder(1), bid, room.clock.nowMs()));
    await room.clock.advance(61_000);
    room.proxy.requests();
  };
  const nudge = (room: AmbiguousSaleroom) => ({
    ...{ lotId: room.lotId, dueAtMs: room.clock.nowMs(), kind: 'late' as const },
  });
  const giveUpAtMs = at(120_000);

  test.for(fateNames)('%s: falls once', async (name) => {
    const room = await ambiguousSaleroom();
    await due(room);
    room.proxy.befall('UpdateItem', fateCalled(room, name));
    await finish(room, closeLot(room.ports, nudge(room), giveUpAtMs));
    expect(await happened(room)).toEqual(soldOnce);
    expect(await room.lot(room.lotId)).toMatchObject({
      ...{ status: 'sold', sequence: 4, hammerPriceCents: 1_000, buyerPaddle: 1 },
    });
    // Another closer, and the sweep, find nothing left to do.
    await finish(room, closeLot(await room.elsewhere(), nudge(room), giveUpAtMs));
    await finish(room, sweepLots(room.patient));
    expect(await happened(room)).toEqual(soldOnce);
  });

  test('and lands after it was sent again falls once', async () => {
    const room = await ambiguousSaleroom();
    await due(room);
    room.proxy.befall('UpdateItem', room.slow.adrift);
    await finish(room, closeLot(room.ports, nudge(room), giveUpAtMs));
    expect((await room.slow.land()).body.toString()).toContain('ConditionalCheckFailedException');
    expect(await happened(room)).toEqual(soldOnce);
  });

  test('and lands while it is being sent again falls once', async () => {
    const room = await ambiguousSaleroom();
    await due(room);
    room.proxy.befall('UpdateItem', room.slow.adrift, room.slow.overtaken);
    await finish(room, closeLot(room.ports, nudge(room), giveUpAtMs));
    expect(await happened(room)).toEqual(soldOnce);
  });

  test('[C6] waits for a bid in time whose write was given up and lands before it', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    await room.clock.advance(60_000);
    room.proxy.always('UpdateItem', room.slow.adrift);
    const bid = aBidMessage(room.lotId, 1_000);
    const unknown = await finish(room, placeBid(room.ports, room.bidder(1), bid, at(60_000)));
    expect(unknown).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    await room.clock.advance(1_000);
    // The hammer is on its way when the bid lands: it finds the close moved to ten seconds after the bid.
    const closer = await room.elsewhere();
    room.proxy.always('UpdateItem', async ({ apply, answer }) => answer(await apply()));
    room.proxy.befall('UpdateItem', room.slow.overtaken);
    expect(await finish(room, letHammerFall(closer, room.lotId))).toMatchObject({
      ...{ kind: 'not-yet', dueAtMs: at(71_000) },
    });
    const again = { ...bid, attempt: 2, afterSequence: unknown.afterSequence };
    expect(
      await finish(room, placeBid(closer, room.bidder(1), again as typeof bid, room.clock.nowMs())),
    ).toMatchObject({ outcome: 'leading', repeated: true, sequence: 3, receivedAtMs: at(60_000) });
    await room.clock.advance(71_000);
    await finish(room, letHammerFall(closer, room.lotId));
    expect(await room.lot(room.lotId)).toMatchObject({ status: 'sold', buyerPaddle: 1 });
  });

  test('[C6] falls over a bid that never landed, which is refused then and for ever', async () => {
    const room = await ambiguousSaleroom();
    await room.open();
    await room.clock.advance(60_000);
    room.proxy.always('UpdateItem', room.slow.adrift);
    const bid = aBidMessage(room.lotId, 1_000);
    const unknown = await finish(room, placeBid(room.ports, room.bidder(1), bid, at(60_000)));
    expect(unknown).toMatchObject({ outcome: 'unknown', afterSequence: 2 });
    await room.clock.advance(1_000);
    await finish(room, letHammerFall(room.patient, room.lotId));
    const again = { ...bid, attempt: 2, afterSequence: unknown.afterSequence } as typeof bid;
    const answer = await finish(room, placeBid(room.patient, room.bidder(1), again, room.clock.nowMs()));
    expect(answer).toMatchObject({ outcome: 'refused', code: 'lot-closed', sequence: 3 });
    expect((await room.slow.land()).body.toString()).toContain('ConditionalCheckFailedException');
    expect(await happened(room)).toEqual(['LotScheduled', 'LotOpened', 'LotPassed']);
  });

  test('throttled until the closer gives up, it is left to the sweep', async () => {
    const room = await ambiguousSaleroom();
    await due(room);
    room.proxy.always('UpdateItem', turnedAway('ThrottlingException'));
    const gaveUp = finish(room, closeLot(room.ports, nudge(room), at(70_000)));
    await expect(gaveUp).rejects.toMatchObject({ faultKind: 'unavailable' });
    expect(room.clock.nowMs()).toBeLessThan(at(70_000));
    expect(await finish(room, sweepLots(room.patient))).toEqual({ swept: 1 });
    expect(await happened(room)).toEqual(soldOnce);
  });
});
