import { describe, expect, test } from 'vitest';
import { planKills } from './plan-kills.ts';

const seeds = Array.from({ length: 200 }, (_, at) => at * 7_919);

describe('the plan of kills', () => {
  test('depends on the seed and nothing else', () => {
    expect(planKills(5, 3, 16)).toEqual(planKills(5, 3, 16));
    expect(planKills(5, 3, 16)).not.toEqual(planKills(6, 3, 16));
  });

  test('is what it was', () => {
    expect(planKills(1, 2, 9).map(({ lot, victim }) => `${lot} ${victim}`)).toEqual([
      ...['1 settle', '1 database', '1 record', '1 saleroom', '1 close', '1 bid', '2 http', '2 broadcast'],
      '2 queues',
    ]);
  });

  test('kills each kind of function instance and process at least once, and as often as asked', () => {
    for (const seed of seeds) {
      for (const [lots, kills] of [
        [1, 9],
        [3, 16],
        [5, 40],
      ] as const) {
        const plan = planKills(seed, lots, kills);
        expect(plan).toHaveLength(kills);
        expect([...new Set(plan.map(({ victim }) => victim))].sort()).toEqual([
          ...['bid', 'broadcast', 'close', 'database', 'http', 'queues', 'record', 'saleroom', 'settle'],
        ]);
      }
    }
  });

  test('spreads processes over the lots', () => {
    for (const seed of seeds) {
      const processes = planKills(seed, 3, 9).filter(({ kind }) => kind === 'process');
      expect(processes.map(({ lot }) => lot)).toEqual([1, 2, 3]);
    }
  });

  test('kills while a lot is open, in order', () => {
    for (const seed of seeds) {
      const plan = planKills(seed, 3, 20);
      for (const { lot, afterOpenMs } of plan) {
        expect([1, 2, 3]).toContain(lot);
        expect(afterOpenMs).toBeGreaterThanOrEqual(0);
        expect(afterOpenMs).toBeLessThanOrEqual(8_800);
      }
      const inOrder = plan.toSorted(
        (one, other) => one.lot - other.lot || one.afterOpenMs - other.afterOpenMs,
      );
      expect(plan).toEqual(inOrder);
    }
  });

  test('kills a closer while it waits for its instant, and settling on the lot that is surely sold', () => {
    for (const plan of seeds.map((seed) => planKills(seed, 3, 20))) {
      for (const kill of plan.filter(({ victim }) => victim === 'close'))
        expect([kill.afterOpenMs >= 5_000, kill.afterOpenMs <= 8_000, kill.withinMs]).toEqual([
          true,
          true,
          4_000,
        ]);
      for (const kill of plan.filter(({ victim }) => victim === 'settle'))
        expect([kill.lot, kill.afterOpenMs, kill.withinMs]).toEqual([1, 0, 24_000]);
    }
  });

  test('kills in the middle of an event, and now and then at any instant', () => {
    const kills = seeds
      .flatMap((seed) => planKills(seed, 3, 20))
      .filter(({ victim }) => victim === 'bid' || victim === 'saleroom');
    const atOnce = kills.filter(({ withinMs }) => withinMs === 0).length / kills.length;
    expect(atOnce).toBeGreaterThan(0.2);
    expect(atOnce).toBeLessThan(0.3);
  });
});
