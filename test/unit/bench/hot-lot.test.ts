import { describe, expect, test } from 'vitest';
import { askingSeen } from '../../bench/hot-lot/asking-seen.ts';
import { burst } from '../../bench/hot-lot/burst.ts';
import { inTurn } from '../../bench/hot-lot/in-turn.ts';
import { writeUntilThrough } from '../../bench/hot-lot/naive-engine.ts';

describe('instances that are lent', () => {
  test('are never in two hands, and who comes first is first', async () => {
    const lend = inTurn(['a', 'b']);
    const order: string[] = [];
    const ends: (() => void)[] = [];
    const using = [1, 2, 3, 4].map((user) =>
      lend(async (lent) => {
        order.push(`${user} has ${lent}`);
        await new Promise<void>((resolve) => ends.push(resolve));
      }),
    );
    await Promise.resolve();
    await Promise.resolve();
    expect(order).toEqual(['1 has b', '2 has a']);
    ends[1]?.();
    await using[1];
    ends[0]?.();
    await using[0];
    expect(order).toEqual(['1 has b', '2 has a', '3 has a', '4 has b']);
    ends[2]?.();
    ends[3]?.();
    await Promise.all(using);
  });

  test('come back also from who fails', async () => {
    const lend = inTurn(['a']);
    await expect(lend(() => Promise.reject(new Error('it failed')))).rejects.toThrow('it failed');
    expect(await lend(async (lent) => lent)).toBe('a');
  });
});

describe('a burst', () => {
  const steps = (stepMs: number) => {
    let nowMs = 0;
    return {
      nowMs: () => nowMs,
      step: () => {
        nowMs += stepMs;
      },
    };
  };

  test('has each bidder bid so often, and counts what was answered until the last answer', async () => {
    const clock = steps(10);
    const bids: number[] = [];
    const bid = async (bidder: number): Promise<boolean> => {
      clock.step();
      bids.push(bidder);
      return bids.length !== 4;
    };
    const done = await burst({ bidders: 3, times: 2, withinMs: 1_000, bid, nowMs: clock.nowMs });
    expect(bids.toSorted()).toEqual([1, 1, 2, 2, 3, 3]);
    expect(done).toEqual({ answers: 5, tookMs: 60 });
  });

  test('has nobody begin when its time is over', async () => {
    const clock = steps(40);
    const bid = async (): Promise<boolean> => {
      clock.step();
      return true;
    };
    const done = await burst({ bidders: 1, times: 100, withinMs: 100, bid, nowMs: clock.nowMs });
    expect(done).toEqual({ answers: 3, tookMs: 120 });
  });
});

test('who waits to begin a bid can see that the time is over', async () => {
  let nowMs = 0;
  const bid = async (_: number, isOver: () => boolean): Promise<boolean> => {
    nowMs += 60;
    return !isOver();
  };
  expect(await burst({ bidders: 2, times: 5, withinMs: 100, bid, nowMs: () => nowMs })).toEqual({
    answers: 1,
    tookMs: 120,
  });
});

test('the naive engine writes again until it is through, each time on what it was just refused with', async () => {
  const written: number[] = [];
  let sequence = 9;
  const wrote = await writeUntilThrough(async (before) => {
    written.push(before);
    // Somebody else is faster, once more.
    if (written.length === 2) sequence += 1;
    const through = before === sequence;
    return { through, sequence: through ? before + 1 : sequence };
  }, 7);
  expect(written).toEqual([7, 9, 10]);
  expect(wrote).toBe(11);
});

test('phones see a price when it has had its time, and never a lower one than before', () => {
  let nowMs = 0;
  const seen = askingSeen(1_000, 150, () => nowMs);
  expect(seen.now()).toBe(1_000);
  seen.changed(1_100);
  nowMs = 100;
  seen.changed(1_300);
  seen.changed(1_200);
  nowMs = 149;
  expect(seen.now()).toBe(1_000);
  nowMs = 150;
  expect(seen.now()).toBe(1_100);
  nowMs = 250;
  expect(seen.now()).toBe(1_300);
});
