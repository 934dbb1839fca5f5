import { letHammerFall } from '@gaveldrop/saleroom';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { at, lotId } from '../../unit/saleroom/a-saleroom.ts';
import { aRacingSaleroom, ways } from './a-racing-saleroom.ts';
import { auditAnswers, auditLog, logOf } from './audit.ts';
import { aBid, intents, isOpenEnded } from './racing-bidder.ts';

/** How long before or after the close each bid is received. */
const lateness = fc.array(fc.integer({ min: -300, max: 100 }), { minLength: 7, maxLength: 7 });

it('[C6] [C7] [C8] bids and hammers about the close: one hammer, after the grace, and every answer true', async () => {
  let [closed, extended] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), ways, intents, lateness, async (s, onTheWay, wanted, late) => {
      const saleroom = await aRacingSaleroom(s, onTheWay);
      saleroom.addMs(60_000);
      const bids = wanted.map(aBid);
      const bidding = bids.map(async (bid, nth) => {
        await saleroom.turn('somebody bids');
        await bid.again(saleroom.aFunction(), at(60_000 + (late[nth] ?? 0)));
      });
      const clock = (async () => {
        for (let tick = 0; tick < 14; tick += 1) {
          await saleroom.turn('tick');
          saleroom.addMs(100);
        }
      })();
      const closers = [1, 2].map(async () => {
        for (let look = 0; look < 8; look += 1) {
          await saleroom.turn('look');
          await letHammerFall(saleroom.ports, lotId).catch(() => undefined);
        }
      });
      await s.waitFor(Promise.all([...bidding, clock, ...closers]));
      await saleroom.recorded();
      // Afterwards nothing is in doubt any more.
      saleroom.addMs(100_000);
      const calm = { ...saleroom.ports, lots: saleroom.room.stored };
      await letHammerFall(calm, lotId);
      await saleroom.recorded();
      for (const bid of bids) if (bid.answers.every(isOpenEnded)) await bid.again(calm);

      auditLog(saleroom.room);
      auditAnswers(saleroom.room, bids);
      const log = logOf(saleroom.room);
      const falls = log.filter(({ status }) => status === 'sold' || status === 'passed');
      expect(falls).toHaveLength(1);
      for (const [nth, lot] of log.entries()) {
        const before = log[nth - 1];
        if (before?.status !== 'open' || before.closesAtMs === undefined) continue;
        if (lot.status !== 'open')
          expect(lot.committedAtMs).toBeGreaterThanOrEqual(before.closesAtMs + 1_000);
        for (const event of lot.events)
          if (event.type === 'BidAccepted') {
            expect(event.receivedAtMs).toBeLessThanOrEqual(before.closesAtMs);
            expect(lot.committedAtMs).toBeLessThanOrEqual(before.closesAtMs + 1_000);
          }
      }
      if (bids.some(({ answers }) => answers.some(({ code }) => code === 'lot-closed'))) closed += 1;
      if (log.some(({ events }) => events.some(({ type }) => type === 'CloseExtended'))) extended += 1;
    }),
    { numRuns: 250 },
  );
  expect(Math.min(closed, extended)).toBeGreaterThan(20);
});
