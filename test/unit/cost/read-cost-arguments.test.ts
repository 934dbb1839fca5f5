import { readCostArguments } from '@gaveldrop/infra/cost/read-cost-arguments';
import { expect, test } from 'vitest';

test('without any, they are the example of the README', () => {
  expect(readCostArguments([])).toEqual({
    kind: 'valid',
    value: {
      ...{ viewers: 10_000, bidders: 500, minutes: 60, bidsPerMinute: 120, broadcast: 'connections' },
      ...{ json: false, help: false },
    },
  });
});

test('what is given is taken', () => {
  const args = [
    '--viewers',
    '20',
    '--bidders=3',
    '--minutes',
    '5',
    '--bids-per-minute',
    '0',
    '--json',
    '--broadcast=events',
  ];
  expect(readCostArguments(args)).toEqual({
    kind: 'valid',
    value: {
      ...{ viewers: 20, bidders: 3, minutes: 5, bidsPerMinute: 0, broadcast: 'events' },
      ...{ json: true, help: false },
    },
  });
});

test('a few viewers are all bidders unless it is said how many are', () => {
  expect(readCostArguments(['--viewers', '20'])).toMatchObject({ value: { viewers: 20, bidders: 20 } });
});

test.each([
  [['--viewers', '0'], '--viewers must be from 1 to 10000000, not 0'],
  [['--viewers', 'many'], '--viewers must be a whole number, not "many"'],
  [['--viewers', '1e3'], '--viewers must be a whole number, not "1e3"'],
  [['--bidders', '10001'], '--bidders must be from 1 to 10000, not 10001'],
  [['--viewers', '5', '--bidders', '6'], '--bidders must be from 1 to 5, not 6'],
  [['--minutes', '1441'], '--minutes must be from 1 to 1440, not 1441'],
  [['--minutes', '1.5'], '--minutes must be a whole number, not "1.5"'],
  [['--broadcast', 'doves'], '--broadcast must be connections or events, not "doves"'],
  [['--bids-per-minute=-1'], '--bids-per-minute must be from 0 to 60000, not -1'],
])('%j is refused', (args, message) => {
  expect(readCostArguments(args)).toEqual({ kind: 'invalid', message });
});

test('a flag that there is not is named', () => {
  expect(readCostArguments(['--viewer', '5'])).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('--viewer'),
  });
});
