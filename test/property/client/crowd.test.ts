import { describe, expect, test } from 'vitest';
import { stepConnection } from '../../../packages/client/src/connection.ts';
import { stoppedConnection } from '../../../packages/client/src/connection-state.ts';
import { lotId } from '../../unit/client/drop-world.ts';
import { aFullDrop, liveOf, passMs } from './a-full-drop.ts';
import { chanceOf, mostInASecond } from './a-modelled-drop.ts';

describe('a saleroom that ends every socket at once', () => {
  test('10,000 phones come back at no more than 500 a second, and are all there 50 s later', async () => {
    const drop = await aFullDrop(10_000, { seed: 1 });
    drop.goAway(10_000);
    await passMs(drop, 50_000);
    expect(mostInASecond(drop.connectedAtMs)).toBeLessThanOrEqual(500);
    expect(liveOf(drop)).toBe(10_000);
  }, 240_000);

  test.each([
    { awayMs: 0, backAfterMs: 4_000 },
    { awayMs: 1_000, backAfterMs: 6_000 },
    { awayMs: 30_000, backAfterMs: 42_000 },
  ])('however long it is away: 1,000 phones, $awayMs ms', async ({ awayMs, backAfterMs }) => {
    const drop = await aFullDrop(1_000, { seed: 2 });
    drop.goAway(awayMs);
    await passMs(drop, backAfterMs);
    expect(mostInASecond(drop.connectedAtMs)).toBeLessThanOrEqual(500);
    expect(liveOf(drop)).toBe(1_000);
  });

  test('again and again on their way back, whose turns it does not change', async () => {
    const drop = await aFullDrop(1_000, { seed: 3 });
    for (let again = 0; again < 4; again += 1) {
      drop.goAway(0);
      await passMs(drop, 1_300);
    }
    await passMs(drop, 6_000);
    expect(mostInASecond(drop.connectedAtMs)).toBeLessThanOrEqual(500);
    expect(liveOf(drop)).toBe(1_000);
  });

  test('a small audience is back within a second: nobody waits for a crowd that is not there', async () => {
    const drop = await aFullDrop(100, { seed: 4 });
    drop.goAway(0);
    await passMs(drop, 1_000);
    expect(liveOf(drop)).toBe(100);
  });

  test('whoever has a bid under way is back within a second and a half', async () => {
    const drop = await aFullDrop(1_000, { seed: 5 });
    const bidders = drop.phones.slice(0, 40);
    for (const { client } of bidders) client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    drop.goAway(0);
    await passMs(drop, 1_500);
    expect(bidders.filter(({ isLive }) => isLive)).toHaveLength(40);
    await passMs(drop, 6_000);
    expect(mostInASecond(drop.connectedAtMs)).toBeLessThanOrEqual(500);
    expect(bidders.map(({ client }) => client.state().bids[0]?.state)).toEqual(
      Array.from({ length: 40 }, () => 'outbid'),
    );
  });

  test.each([
    { kind: 'under way', awayMs: 0 },
    { kind: 'under way', awayMs: 7_000 },
    { kind: 'given while they wait', awayMs: 0 },
  ] as const)('200 bids $kind among 4,000 phones are no rush: $awayMs ms', async ({ kind, awayMs }) => {
    const drop = await aFullDrop(4_000, { seed: 7 });
    const bidders = drop.phones.slice(0, 200);
    const bid = (): void => {
      for (const { client } of bidders) client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    };
    if (kind === 'under way') bid();
    drop.goAway(awayMs);
    await passMs(drop, 200);
    if (kind !== 'under way') bid();
    // A quarter of what all spread over, and a moment for the way.
    await passMs(drop, awayMs + 3_500);
    expect(bidders.filter(({ isLive }) => isLive)).toHaveLength(200);
    await passMs(drop, 12_000);
    expect(mostInASecond(drop.connectedAtMs)).toBeLessThanOrEqual(500);
    expect(liveOf(drop)).toBe(4_000);
  });
});

describe('a feed that ends every socket at once', () => {
  test.each([
    { ends: 'alone', pushedAfterMs: 3_800, backAfterMs: 3_800 },
    // What was missed is read in a snapshot first, where no connection can tell it: a second and a half after the feed is back,
    // or up to two more, at the usual pace, where an older reading is under way just then.
    { ends: 'with the saleroom', pushedAfterMs: 7_000, backAfterMs: 13_000 },
  ])('4,000 phones take it up again at no more than 2,000 a second: $ends', async (told) => {
    const drop = await aFullDrop(4_000, { seed: 8, pushes: 'feed' });
    drop.endFeed();
    if (told.ends === 'with the saleroom') drop.goAway(0);
    await passMs(drop, told.pushedAfterMs);
    expect(drop.phones.filter(({ client }) => client.state().pushed)).toHaveLength(4_000);
    await passMs(drop, told.backAfterMs - told.pushedAfterMs);
    expect(liveOf(drop)).toBe(4_000);
    expect(mostInASecond(drop.subscribedAtMs)).toBeGreaterThan(1_000);
    expect(mostInASecond(drop.subscribedAtMs)).toBeLessThanOrEqual(2_000);
    expect(mostInASecond(drop.connectedAtMs)).toBeLessThanOrEqual(500);
  });
});

describe('a network that fails for all without ending a socket', () => {
  // The lot closes 7.5 s in: who misses its hammer asks for it within seconds, and finds the silence before a ping would.
  test.each([
    { awayMs: 12_000, bidders: 0 },
    { awayMs: 15_000, bidders: 0 },
    { awayMs: 20_000, bidders: 0 },
    { awayMs: 20_000, bidders: 50 },
    { awayMs: 25_000, bidders: 0 },
    { awayMs: 60_000, bidders: 0 },
  ])(
    '9,000 phones come back from $awayMs ms of it at no more than 500 a second: 4 times $bidders bid',
    async (silence) => {
      // Each stands for four.
      const drop = await aFullDrop(2_250, { seed: 9, standsFor: 4 });
      for (const phone of drop.phones) phone.loseNetwork();
      await passMs(drop, silence.awayMs);
      for (const phone of drop.phones) phone.findNetwork();
      const bidders = drop.phones.filter((_, nth) => nth % 18 === 0).slice(0, silence.bidders);
      for (const [nth, { client }] of bidders.entries())
        drop.time.after((2_000 * nth) / bidders.length, () => {
          client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
        });
      await passMs(drop, 45_000);
      expect(liveOf(drop)).toBe(2_250);
      expect(drop.connectedAtMs.length).toBeGreaterThan(1_000);
      expect(mostInASecond(drop.connectedAtMs)).toBeLessThanOrEqual(500 / 4);
    },
  );
});

describe('planned ends that a climax put off', () => {
  /** When a phone of 10,000 is replaced whose end is planned after so long; the climax is from 95 to 102 minutes. */
  function replacedAtMs(plannedMs: number, random: () => number): number {
    const of = { wanted: false, clockVague: false };
    const first = stepConnection(
      stoppedConnection,
      { kind: 'start' },
      {
        ...{ ...of, nowMs: 0, chance: 0, climax: false },
      },
    );
    let [connection] = first;
    const told = [
      { kind: 'spread', ms: 28_572 },
      { kind: 'ticket', round: 1, result: { kind: 'ticket', ticket: 'T' } },
      { kind: 'opened', round: 1 },
      { kind: 'welcomed', round: 1 },
    ] as const;
    for (const event of told)
      [connection] = stepConnection(connection, event, { ...of, nowMs: 0, chance: 0, climax: false });
    for (let nowMs = plannedMs; ; ) {
      const climax = nowMs >= 95 * 60_000 && nowMs < 102 * 60_000;
      const [next, effects] = stepConnection(
        connection,
        { kind: 'timer', timer: 'planned' },
        {
          ...{ ...of, nowMs, chance: random(), climax },
        },
      );
      const again = effects.find((effect) => effect.kind === 'set-timer' && effect.timer === 'planned');
      if (again?.kind !== 'set-timer') return nowMs;
      connection = next;
      nowMs += again.ms;
    }
  }

  test('are no rush when the hammer falls: 10,000 phones, 7 minutes', () => {
    const random = chanceOf(10);
    const replaced = Array.from({ length: 10_000 }, () =>
      replacedAtMs(90 * 60_000 + Math.floor(random() * 20 * 60_000), random),
    );
    expect(mostInASecond(replaced)).toBeLessThanOrEqual(350);
    expect(Math.max(...replaced)).toBeLessThan(118 * 60_000);
  });
});

describe('a phone of a large drop that loses its own network', () => {
  test.each([
    { told: ['offline', 'online'] as const, withinMs: 1_000 },
    { told: [] as const, withinMs: 10_000 },
  ])('is back within $withinMs ms of getting it back, told $told', async ({ told, withinMs }) => {
    const drop = await aFullDrop(1_000, { seed: 6 });
    const lone = drop.phones.slice(0, 50);
    const [offline, online] = told;
    for (const phone of lone) phone.loseNetwork(offline === undefined ? [] : [offline]);
    await passMs(drop, 20_000);
    for (const phone of lone) phone.findNetwork(online === undefined ? [] : [online]);
    await passMs(drop, withinMs);
    expect(lone.filter(({ isLive }) => isLive)).toHaveLength(50);
  });
});
