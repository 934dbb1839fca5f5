import { describe, expect, test } from 'vitest';
import { readArguments, usage } from '../../bench/read-arguments.ts';

const read = (...args: string[]) => readArguments(args, ['decide', 'bid']);

describe('the arguments of a bench', () => {
  test('without any, everything is run with its usual rounds and printed for people', () => {
    expect(read()).toEqual({
      kind: 'valid',
      value: { only: undefined, rounds: undefined, json: false, help: false },
    });
  });

  test('each is read', () => {
    expect(read('--only', 'bid', '--rounds', '15', '--json', '--help')).toEqual({
      kind: 'valid',
      value: { only: 'bid', rounds: 15, json: true, help: true },
    });
  });

  test('a bench that there is none of is told with the names that there are', () => {
    expect(read('--only', 'bids')).toEqual({
      kind: 'invalid',
      message: '--only must be one of decide, bid, not "bids"',
    });
  });

  test.each(['0', '101', '-1', '1.5', '1e1', 'many', ''])('%s is no number of rounds', (rounds) => {
    const answer = read(`--rounds=${rounds}`);
    expect(answer).toEqual({
      kind: 'invalid',
      message: `--rounds must be a whole number from 1 to 100, not ${JSON.stringify(rounds)}`,
    });
  });

  test('a flag that there is none of is named', () => {
    const answer = read('--fast');
    expect(answer.kind === 'invalid' && answer.message).toContain('--fast');
  });

  test('the usage names the benches', () => {
    expect(usage(['decide', 'bid'])).toContain('decide, bid');
  });
});
