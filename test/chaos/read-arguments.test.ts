import { describe, expect, test } from 'vitest';
import { readArguments } from './read-arguments.ts';

describe('the arguments of a run', () => {
  test('none of them, and all of them', () => {
    const value = { lots: 3, bidders: 25, kills: 24, json: false, verbose: false, help: false };
    expect(readArguments([])).toEqual({
      kind: 'valid',
      value: { ...value, seed: undefined, assembly: undefined },
    });
    expect(
      readArguments([
        '--lots',
        '2',
        '--bidders=8',
        '--kills',
        '9',
        '--seed=-5',
        '--assembly',
        'out',
        '--json',
      ]),
    ).toEqual({
      kind: 'valid',
      value: { ...value, lots: 2, bidders: 8, kills: 9, seed: -5, assembly: 'out', json: true },
    });
  });

  test.each([
    [['--lots', '0'], '--lots must be from 1 to 20, not 0'],
    [['--bidders', '101'], '--bidders must be from 1 to 100, not 101'],
    [['--kills', '8'], '--kills must be from 9 to 60, not 8'],
    [['--lots', '1', '--kills', '21'], '--kills must be from 9 to 20, not 21'],
    [['--seed', '1.5'], '--seed must be a whole number, not "1.5"'],
  ])('%j is refused by name', (args, message) => {
    expect(readArguments(args)).toEqual({ kind: 'invalid', message });
  });

  test.each([[['--kill', '9']], [['9']], [['--seed']], [['--json=1']]])('%j is refused', (args) => {
    expect(readArguments(args).kind).toBe('invalid');
  });
});
