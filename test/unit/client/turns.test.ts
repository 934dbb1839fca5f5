import { describe, expect, test } from 'vitest';
import { type Turn, turns } from '../../../packages/client/src/turns.ts';

describe('turns', () => {
  test('work that comes up while other work runs waits for its turn, then comes what is done afterwards', () => {
    const done: string[] = [];
    const turn: Turn = turns(() => done.push('afterwards'));
    turn(() => {
      done.push('begun');
      turn(() => done.push('came up'));
      done.push('ended');
    });
    expect(done).toEqual(['begun', 'ended', 'came up', 'afterwards']);
  });

  test('what afterwards brings up has its turn too', () => {
    const done: string[] = [];
    const turn: Turn = turns(() => {
      if (done.length === 1) turn(() => done.push('second'));
    });
    turn(() => done.push('first'));
    expect(done).toEqual(['first', 'second']);
  });

  test('work that throws does not hold up what follows', () => {
    const done: string[] = [];
    const turn: Turn = turns(() => {});
    expect(() =>
      turn(() => {
        throw new Error('a bug');
      }),
    ).toThrow('a bug');
    turn(() => done.push('after'));
    expect(done).toEqual(['after']);
  });
});
