import { describe, expect, test } from 'vitest';
import { readPatterns } from '../../../packages/local/src/record-pattern.ts';

const matches = (pattern: object, record: object): boolean =>
  readPatterns([{ Pattern: JSON.stringify(pattern) }], 'Source').some((one) => one(record));

const sold = { eventName: 'MODIFY', dynamodb: { NewImage: { status: { S: 'sold' }, lotId: { B: 'AA==' } } } };

describe('[local] filters of an event source', () => {
  test.each([
    [
      'equal values all the way down',
      { dynamodb: { NewImage: { status: { S: ['sold', 'passed'] } } } },
      true,
    ],
    ['another value', { dynamodb: { NewImage: { status: { S: ['open'] } } } }, false],
    [
      'one of several fields differs',
      { eventName: ['REMOVE'], dynamodb: { NewImage: { status: { S: ['sold'] } } } },
      false,
    ],
    ['a field that is not there', { dynamodb: { OldImage: { status: { S: ['open'] } } } }, false],
    ['exists', { dynamodb: { OldImage: { status: { S: [{ exists: false }] } } } }, true],
    ['prefix', { eventName: [{ prefix: 'MOD' }] }, true],
    ['anything but', { eventName: [{ 'anything-but': ['MODIFY'] }] }, false],
  ])('%s', (_, pattern, expected) => {
    expect(matches(pattern, sold)).toBe(expected);
  });

  test('an operator that the runner does not know is refused: it would look like a fault of the function', () => {
    expect(() => matches({ price: [{ numeric: ['>', 1] }] }, {})).toThrow(
      'Source filter.price filters by {"numeric":[">",1]}, which the local runner does not know',
    );
  });
});
