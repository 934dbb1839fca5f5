import type { Hint } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import { describe, expect, test } from 'vitest';
import { openLot, worldStartMs } from '../../unit/client/drop-world.ts';
import { chanceOf, ModelledDrop, type ModelledPhone } from './a-modelled-drop.ts';

/** When each sequence of the lot was committed, by true time. */
type Bidding = { readonly committedAtMs: number[] };

/** Somebody bids every half second to second and a half, in the climax: each time price and close move. */
function keepBidding(drop: ModelledDrop, random: () => number): Bidding {
  const committedAtMs: number[] = [];
  const bid = (): void => {
    const [before] = drop.lots as [PublicLot];
    committedAtMs[before.sequence + 1] = drop.time.nowMs();
    drop.change({
      ...before,
      sequence: (before.sequence + 1) as never,
      priceCents: ((before.priceCents ?? 0) + 100) as never,
      closesAtMs: (drop.serverNowMs + 8_000) as never,
    });
    drop.time.after(500 + 1_000 * random(), bid);
  };
  drop.time.after(0, bid);
  return { committedAtMs };
}

const shownBy = ({ client }: ModelledPhone): PublicLot => client.state().lots[0] as PublicLot;

/** What a phone shows from the instant at which it has its network back. */
type Seen = {
  /** How long until it shows what had happened meanwhile. */
  caughtUpMs: number;
  liveMs: number;
  /** How long ago, at the most, what it shows half a second later and from then on was overtaken. */
  behindMs: number;
  clockWrongMs: number;
};

async function through(
  pushes: 'saleroom' | 'feed',
  told: readonly Hint[],
  seed: number,
  watchedMs: number,
  leastWayMs = 50,
  moreWayMs = 100,
): Promise<Seen> {
  const drop = new ModelledDrop(pushes);
  const random = chanceOf(seed);
  drop.lots = [openLot({ closesAtMs: (worldStartMs + 8_000) as never })];
  const wayMs = (): number => leastWayMs + moreWayMs * random();
  const network = { upMs: wayMs, downMs: wayMs };
  const device = { aheadMs: 1e7 * random(), driftPpm: 200 * random() - 100 };
  const phone = drop.addPhone(network, device, random);
  const { committedAtMs } = keepBidding(drop, random);
  phone.client.start();
  // Every other time no ping falls into the tunnel: then nothing but the hint makes a socket from before doubtful.
  const [leastMs, moreMs] = seed % 2 === 0 ? [20_000, 30_000] : [27_500, 2_500];
  await drop.time.runUntil(worldStartMs + leastMs + moreMs * random());
  phone.loseNetwork(told.filter((hint) => hint === 'offline'));
  await drop.time.runUntil(drop.time.nowMs() + 20_000);

  const backAtMs = drop.time.nowMs();
  const missed = drop.lots[0]?.sequence ?? 0;
  expect(shownBy(phone).sequence).toBeLessThan(missed);
  phone.findNetwork(told.filter((hint) => hint === 'online'));
  const seen: Seen = { caughtUpMs: Infinity, liveMs: Infinity, behindMs: 0, clockWrongMs: 0 };
  for (let passedMs = 0; passedMs <= watchedMs; passedMs += 10) {
    await drop.time.runUntil(backAtMs + passedMs);
    const { sequence, priceCents, closesAtMs } = shownBy(phone);
    // The price and the close are those of the sequence: 9.50 more than a hundred for each.
    expect(priceCents).toBe(500 + 100 * sequence);
    expect(closesAtMs).toBe(Math.floor(committedAtMs[sequence] ?? 0) + 8_000);
    if (sequence >= missed) seen.caughtUpMs = Math.min(seen.caughtUpMs, passedMs);
    if (phone.isBack) seen.liveMs = Math.min(seen.liveMs, passedMs);
    if (passedMs < 500) continue;
    const overtakenAtMs = committedAtMs[sequence + 1] ?? drop.time.nowMs();
    seen.behindMs = Math.max(seen.behindMs, drop.time.nowMs() - overtakenAtMs);
    const wrongMs = Math.abs(phone.client.serverNowMs() - drop.time.nowMs());
    seen.clockWrongMs = Math.max(seen.clockWrongMs, wrongMs);
  }
  return seen;
}

const worst = (seen: readonly Seen[]): Seen => ({
  caughtUpMs: Math.max(...seen.map(({ caughtUpMs }) => caughtUpMs)),
  liveMs: Math.max(...seen.map(({ liveMs }) => liveMs)),
  behindMs: Math.max(...seen.map(({ behindMs }) => behindMs)),
  clockWrongMs: Math.max(...seen.map(({ clockWrongMs }) => clockWrongMs)),
});

describe('a phone that loses its network for 20 s in the climax, at round trips of 200 ms with 100 ms of jitter', () => {
  test.each([
    { pushes: 'saleroom', told: ['offline', 'online'], liveWithinMs: 1_500 },
    // What came to be doubted just before is given its time to answer first: a feed a second, a connection two.
    { pushes: 'saleroom', told: ['online'], liveWithinMs: 2_250 },
    { pushes: 'feed', told: ['offline', 'online'], liveWithinMs: 1_500 },
    // And then what the feed missed is asked, which is one round trip more.
    { pushes: 'feed', told: ['online'], liveWithinMs: 2_700 },
  ] as const)(
    'shows the right price and clock within 500 ms of getting it back, told $told, pushed by the $pushes',
    async ({ pushes, told, liveWithinMs }) => {
      const seen: Seen[] = [];
      for (let seed = 1; seed <= 60; seed += 1) seen.push(await through(pushes, told, seed, 5_000));
      const { caughtUpMs, liveMs, behindMs, clockWrongMs } = worst(seen);
      expect(caughtUpMs).toBeLessThanOrEqual(500);
      expect(behindMs).toBeLessThanOrEqual(500);
      expect(clockWrongMs).toBeLessThanOrEqual(50);
      expect(liveMs).toBeLessThanOrEqual(liveWithinMs);
    },
    60_000,
  );

  test.each(['saleroom', 'feed'] as const)(
    'is never 500 ms behind on a quick network either, where readings are soon made, pushed by the %s',
    async (pushes) => {
      const seen: Seen[] = [];
      for (let seed = 1; seed <= 60; seed += 1)
        seen.push(await through(pushes, ['online'], seed, 5_000, 5, 10));
      expect(worst(seen).caughtUpMs).toBeLessThanOrEqual(500);
      expect(worst(seen).behindMs).toBeLessThanOrEqual(500);
    },
    60_000,
  );

  test.each(['saleroom', 'feed'] as const)(
    'finds its way back by itself when nothing tells it that there is a network again, pushed by the %s',
    async (pushes) => {
      const seen: Seen[] = [];
      for (let seed = 1; seed <= 40; seed += 1) seen.push(await through(pushes, [], seed, 15_000));
      expect(worst(seen).caughtUpMs).toBeLessThanOrEqual(15_000);
    },
  );
});
