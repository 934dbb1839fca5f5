import { functionConfig } from '@gaveldrop/adapters/function-config';
import { expect, test } from 'vitest';

test('what is asked for is read from the environment, with its type', () => {
  const environment = {
    LOTS_TABLE: 'lots-1',
    ALLOWED_ORIGINS: 'https://a.example, https://b.example,',
    SHARD_COUNT: '4',
    UNRELATED: 'x',
  };
  expect(functionConfig(['lotsTable', 'allowedOrigins', 'shardCount'], environment)).toEqual({
    lotsTable: 'lots-1',
    allowedOrigins: ['https://a.example', 'https://b.example'],
    shardCount: 4,
  });
});

test('every variable that is missing or empty is named', () => {
  expect(() => functionConfig(['lotsTable', 'recordsTable', 'pulseQueueUrl'], { RECORDS_TABLE: '' })).toThrow(
    'missing in the environment: LOTS_TABLE, RECORDS_TABLE, PULSE_QUEUE_URL',
  );
});

test('a shard count that is no whole number from 1 is refused by name', () => {
  for (const text of ['0', '-1', '1.5', 'four', '1e3'])
    expect(() => functionConfig(['shardCount'], { SHARD_COUNT: text })).toThrow('SHARD_COUNT must be');
});
