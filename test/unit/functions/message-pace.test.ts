import { describe, expect, test } from 'vitest';
import { createMessagePace } from '../../../functions/src/socket/message-pace.ts';

/** How many of so many messages, one each `everyMs`, are taken. */
function taken(count: number, everyMs: number, pace = createMessagePace()): number {
  let passed = 0;
  for (let one = 0; one < count; one += 1) if (pace('c-1', 1_000 + one * everyMs)) passed += 1;
  return passed;
}

describe('the pace of one connection', () => {
  test('ten at once pass, the eleventh does not', () => {
    expect([taken(10, 0), taken(11, 0), taken(1_000, 0)]).toEqual([10, 10, 10]);
  });

  test('ten a second pass for ever; of one each 90 ms ten of twelve do', () => {
    expect([taken(600, 100), taken(1_100, 90)]).toEqual([600, 918]);
  });

  test('a second after the first of ten there is room for one again, and not before', () => {
    const pace = createMessagePace();
    expect(pace('c-1', 0)).toBe(true);
    for (let one = 0; one < 9; one += 1) expect(pace('c-1', 500)).toBe(true);
    expect([pace('c-1', 999), pace('c-1', 1_000), pace('c-1', 1_000)]).toEqual([false, true, false]);
  });

  test('what was turned away does not count', () => {
    const pace = createMessagePace();
    for (let one = 0; one < 1_000; one += 1) pace('c-1', 0);
    expect(taken(10, 0, pace)).toBe(10);
  });

  test('each has its own', () => {
    const pace = createMessagePace();
    expect(taken(11, 0, pace)).toBe(10);
    expect(pace('c-2', 1_000)).toBe(true);
  });

  test('a stamp that comes late counts all the same', () => {
    const pace = createMessagePace();
    expect(taken(10, 0, pace)).toBe(10);
    expect(pace('c-1', 900)).toBe(false);
  });

  test('of too many connections the one longest unheard is forgotten', () => {
    const pace = createMessagePace(2);
    for (let one = 0; one < 10; one += 1) for (const name of ['a', 'b']) pace(name, 0);
    expect([pace('a', 0), pace('b', 0), pace('a', 0)]).toEqual([false, false, false]);
    expect(pace('c', 0)).toBe(true);
    // Heard last before, `a` is known still; `b` begins anew.
    expect([pace('a', 0), pace('b', 0)]).toEqual([false, true]);
  });
});
