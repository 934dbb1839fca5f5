import { describe, expect, test } from 'vitest';
import { readArguments } from '../../../packages/rehearsal/src/read-arguments.ts';

const message = (...args: string[]) => {
  const read = readArguments(args);
  return read.kind === 'invalid' ? read.message : 'valid';
};

describe('the arguments of a rehearsal', () => {
  test('all of them, in either spelling', () => {
    const value = { lots: 3, bidders: 30, seed: 7, export: undefined, json: true, help: false };
    expect(readArguments(['--lots', '3', '--bidders', '30', '--seed', '7', '--json'])).toEqual({
      kind: 'valid',
      value,
    });
    expect(readArguments(['--json', '--seed=7', '--lots=3', '--bidders=30'])).toEqual({
      kind: 'valid',
      value,
    });
  });

  test('where to write what the verifier reads', () => {
    expect(readArguments(['--export', 'out'])).toMatchObject({ value: { export: 'out' } });
    expect(readArguments(['--export=out/here'])).toMatchObject({ value: { export: 'out/here' } });
  });

  test('none of them', () => {
    expect(readArguments([])).toEqual({
      kind: 'valid',
      value: { lots: 3, bidders: 30, seed: undefined, export: undefined, json: false, help: false },
    });
  });

  test('a seed may be any whole number', () => {
    expect(readArguments(['--seed', '-5'])).toMatchObject({ value: { seed: -5 } });
    expect(readArguments(['--seed', '0'])).toMatchObject({ value: { seed: 0 } });
    expect(message('--seed', '9007199254740993')).toBe(
      '--seed must be a whole number, not "9007199254740993"',
    );
  });

  test.each([
    [['--lots', '0'], '--lots must be from 1 to 50, not 0'],
    [['--lots', '51'], '--lots must be from 1 to 50, not 51'],
    [['--bidders', '-1'], '--bidders must be from 1 to 500, not -1'],
    [['--bidders', 'abc'], '--bidders must be a whole number, not "abc"'],
    [['--lots', '2.5'], '--lots must be a whole number, not "2.5"'],
    [['--lots', '1e1'], '--lots must be a whole number, not "1e1"'],
    [['--lots='], '--lots must be a whole number, not ""'],
    [['--lots'], '--lots needs a whole number'],
    [['--lots', '--json'], '--lots needs a whole number'],
    [['--export'], '--export needs a folder'],
    [['--json=yes'], '--json takes no value'],
    [['--lots', '1', '--lots', '2'], '--lots is given twice'],
    [
      ['--lost', '3'],
      '"--lost" is not known here; known are --lots, --bidders, --seed, --export, --json, --help',
    ],
    [['3'], '"3" is not known here; known are --lots, --bidders, --seed, --export, --json, --help'],
  ])('%j is refused by name', (args, problem) => {
    expect(message(...args)).toBe(problem);
  });
});
