import { describe, expect, test } from 'vitest';
import { readable, table } from '../../bench/table.ts';

describe('the table for people', () => {
  test('says of each figure what it is, what its floor is, and whether it keeps to its bound', () => {
    const bench = {
      name: 'bid',
      about: 'a bid beside a bare write',
      rounds: 3,
      run: async () => ({}),
      figures: {
        bid: { what: 'a bid', floor: 'a write', bound: { of: 'ratio', atMost: 1.5 } },
        'bid.pulse': { what: 'its pulse', floor: 'none' },
        'bid.part': { what: 'a part', floor: 'a whole', bound: { of: 'value', atLeast: 5_000 } },
      },
    } as const;
    const printed = table(bench, {
      bid: { value: 1.404, floor: 1, ratio: 1.404, unit: 'ms', rounds: 3 },
      'bid.pulse': { value: 0.5, floor: 0.25, ratio: 2, unit: 'ms', rounds: 3 },
      'bid.part': { value: 4_321.9, floor: 1, ratio: 4_321.9, unit: 'bytes', rounds: 3 },
    });
    expect(printed).toBe(`bid: a bid beside a bare write
  bid        1.4 ms       floor 1 ms     ratio 1.4    3 rounds  ratio at most 1.5: held
    a bid; floor: a write
  bid.pulse  0.5 ms       floor 0.25 ms  ratio 2      3 rounds
    its pulse; floor: none
  bid.part   4,322 bytes  floor 1 bytes  ratio 4,322  3 rounds  value at least 5000: MISSED
    a part; floor: a whole
`);
  });

  test('numbers have three digits that count, and are whole when they are large', () => {
    expect([0.000123456, 1.2345, 99.96, 123.4, 1234567.8].map(readable)).toEqual([
      ...['0.000123', '1.23', '100', '123', '1,234,568'],
    ]);
  });
});
