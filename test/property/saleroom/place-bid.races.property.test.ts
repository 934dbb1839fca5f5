import { letHammerFall } from '@gaveldrop/saleroom';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lotId } from '../../unit/saleroom/a-saleroom.ts';
import { aRacingSaleroom, type RacingSaleroom, ways } from './a-racing-saleroom.ts';
import { auditAnswers, auditHistory, auditLog, logOf } from './audit.ts';
import { aBid, intents, isOpenEnded, persist, type Tried } from './racing-bidder.ts';

/** The lot closes on a good network, and whoever still has no answer asks once more. */
async function conclude(saleroom: RacingSaleroom, bids: readonly Tried[]): Promise<void> {
  const { room } = saleroom;
  await saleroom.recorded();
  saleroom.addMs(100_000);
  await letHammerFall({ ...saleroom.ports, lots: room.stored }, lotId);
  await saleroom.recorded();
  const calm = { ...saleroom.ports, lots: room.stored };
  for (const bid of bids) {
    const last = bid.answers.at(-1);
    if (last === undefined || isOpenEnded(last)) await bid.again(calm);
  }
}

it('[B5] [B10] [B11] [L3] bids in any order on any network: one order, every answer true, nothing accepted lost', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), ways, intents, async (s, onTheWay, wanted) => {
      const saleroom = await aRacingSaleroom(s, onTheWay);
      const bids = wanted.map(aBid);
      await s.waitFor(Promise.all(bids.map((bid) => persist(saleroom, bid))));
      await conclude(saleroom, bids);
      auditLog(saleroom.room);
      await auditHistory(saleroom.room);
      auditAnswers(saleroom.room, bids);
      for (const { answers } of bids)
        for (const { outcome, repeated } of answers) seen.add(repeated === true ? 'repeated' : outcome);
    }),
    { numRuns: 250 },
  );
  for (const outcome of ['leading', 'outbid', 'refused', 'unknown', 'repeated'])
    expect(seen).toContain(outcome);
});

it('[B10] two sendings of one bid at once, by two functions, are one bid', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), ways, intents, async (s, onTheWay, wanted) => {
      const saleroom = await aRacingSaleroom(s, onTheWay);
      const bids = wanted.map(aBid);
      const twice = bids.flatMap((bid) => [persist(saleroom, bid), persist(saleroom, bid)]);
      await s.waitFor(Promise.all(twice));
      await conclude(saleroom, bids);
      auditLog(saleroom.room);
      await auditHistory(saleroom.room);
      auditAnswers(saleroom.room, bids);
    }),
    { numRuns: 150 },
  );
});

it('bids that share one warm function’s copy of the lot are as true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), intents, async (s, wanted) => {
      const saleroom = await aRacingSaleroom(s, ['fine']);
      const bids = wanted.map(aBid);
      const warm = saleroom.aFunction();
      await s.waitFor(Promise.all(bids.map((bid) => bid.again(warm))));
      await conclude(saleroom, bids);
      auditLog(saleroom.room);
      await auditHistory(saleroom.room);
      auditAnswers(saleroom.room, bids);
    }),
    { numRuns: 150 },
  );
});

it('[C7] whoever offered most, first of equals, buys, in every order of commits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), ways, intents, async (s, onTheWay, wanted) => {
      const saleroom = await aRacingSaleroom(s, onTheWay);
      const bids = wanted.map(aBid);
      await s.waitFor(Promise.all(bids.map((bid) => persist(saleroom, bid))));
      await conclude(saleroom, bids);
      const log = logOf(saleroom.room);
      const offers = log.flatMap(({ events }) => events.filter((event) => event.type === 'BidAccepted'));
      const best = offers.reduce<(typeof offers)[number] | undefined>(
        (most, offer) => (most === undefined || offer.amountCents > most.amountCents ? offer : most),
        undefined,
      );
      const final = log.at(-1);
      expect(final?.status).toBe(best === undefined ? 'passed' : 'sold');
      if (final?.status === 'sold') expect(final.buyerPaddle).toBe(best?.paddleNumber);
    }),
    { numRuns: 100 },
  );
});
