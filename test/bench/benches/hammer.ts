import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { lotKey } from '@gaveldrop/adapters/aws/lot-item';
import { isFinal } from '@gaveldrop/bidding';
import { assert, type LotId, limits } from '@gaveldrop/units';
import { ulid } from 'ulid';
import type { Phone } from '../../saleroom/phone.ts';
import { commandOn } from '../../saleroom/sold-drop.ts';
import type { Bench, Figure } from '../figure.ts';
import { bareInstants, exactNowMs, untilMs } from '../hammer/bare-instant.ts';
import { percentile } from '../percentile.ts';
import { doorOf } from '../saleroom/door.ts';
import { startBenchSaleroom } from '../saleroom/start-bench-saleroom.ts';

/** Drops side by side, since one has only so many lots open at once. */
const dropCount = 3;
const lotsOfRound = 25;
/** From one lot's close to the next one's. */
const everyMs = 300;
/** How long a lot is open: long enough that the nudge which comes early has time to. */
const openMs = 5_000;
/** A hammer that has not fallen this long after its time is waiting for the sweep. */
const fallsWithinMs = 10_000;
/** Between two looks at a lot whose hammer is due. */
const lookEveryMs = 2;

/** One hammer, in milliseconds after its time: when its closer decided, and when it was seen to have fallen. */
type Fall = { readonly decided: number; readonly seen: number };

export const hammer: Bench = {
  name: 'hammer',
  about: `lots that close ${everyMs} ms apart, by the real nudges, queue and closers on the local saleroom`,
  rounds: 3,
  figures: {
    hammer: {
      what: 'from the close plus the grace until a consistent read from outside sees the lot final, p99 of all lots',
      floor: 'a timer and a bare conditional UpdateItem, until it is answered, at instants in between, p99',
      bound: { of: 'value', atMost: 250 },
    },
    'hammer.p50': { what: 'the same, p50', floor: 'the same, p50' },
    'hammer.decided': {
      what: "of that, until the closer's decision (`committedAtMs`), p50",
      floor: 'the timer and the bare update, p50',
    },
  },
  run: async ({ rounds, tell }) => {
    const closers = Math.ceil((limits.commitGraceMs + openMs) / everyMs);
    const saleroom = await startBenchSaleroom({ close: closers });
    const client = new DynamoDBClient({});
    const { lotsTable } = saleroom;
    const lots = dynamoLotStore(client, lotsTable);
    const bare = bareInstants(lotsTable, lotKey(ulid() as LotId) as Parameters<typeof bareInstants>[1]);
    try {
      const door = doorOf(saleroom);
      const ava = await door.signIn('user-ava', ['auctioneers']);
      const lotCount = rounds * lotsOfRound;
      const drops: { readonly auctioneer: Phone; readonly lotIds: readonly string[] }[] = [];
      for (let drop = 0; drop < dropCount; drop += 1) {
        const closing = { durationMs: openMs, extension: { mode: 'none' } };
        const { dropId, lotIds } = await door.enterDrop(ava, closing, Math.ceil(lotCount / dropCount), {
          lotsOpenMax: limits.lotsOpenAtMost,
        });
        drops.push({ auctioneer: await door.join(ava, dropId), lotIds });
      }

      /** Opens a lot and waits for its hammer. */
      const sell = async (nth: number): Promise<{ readonly fall: Fall; readonly bareMs: number }> => {
        const drop = drops[nth % dropCount];
        const lotId = drop?.lotIds[Math.floor(nth / dropCount)] as LotId | undefined;
        assert(drop !== undefined && lotId !== undefined, 'there is a lot for each hammer');
        const open = commandOn(lotId, 'open') as { readonly commandId: string };
        const answered = drop.auctioneer.next(({ commandId }) => commandId === open.commandId);
        drop.auctioneer.send(open);
        const { lot } = await answered;
        const dueAtMs = (lot as { readonly closesAtMs: number }).closesAtMs + limits.commitGraceMs;
        const bareMs = bare.lateness(dueAtMs - everyMs / 2);
        await untilMs(dueAtMs);
        for (;;) {
          const seen = await lots.read(lotId);
          const seenMs = exactNowMs() - dueAtMs;
          if (seen !== undefined && isFinal(seen))
            return { fall: { decided: seen.committedAtMs - dueAtMs, seen: seenMs }, bareMs: await bareMs };
          if (seenMs > fallsWithinMs) throw new Error(`the hammer did not fall within ${fallsWithinMs} ms`);
          await sleep(lookEveryMs);
        }
      };
      tell(`${lotCount} lots`);
      const startedMs = exactNowMs();
      const selling = Array.from({ length: lotCount }, async (_, nth) => {
        await untilMs(startedMs + everyMs * nth);
        return sell(nth);
      });
      const sold = await Promise.all(selling);
      for (const { auctioneer } of drops) auctioneer.hangUp();
      const seen = sold.map(({ fall }) => fall.seen);
      const decided = sold.map(({ fall }) => fall.decided);
      const bareMs = sold.map((one) => one.bareMs);
      const of = (ours: readonly number[], percent: number): Figure => {
        const [value, floor] = [percentile(ours, percent), percentile(bareMs, percent)];
        return { value, floor, ratio: value / floor, unit: 'ms', rounds };
      };
      tell(`slowest ${Math.max(...seen).toFixed(0)} ms, bare ${Math.max(...bareMs).toFixed(0)} ms`);
      return { hammer: of(seen, 99), 'hammer.p50': of(seen, 50), 'hammer.decided': of(decided, 50) };
    } finally {
      bare.close();
      client.destroy();
      await saleroom.stop();
    }
  },
};
