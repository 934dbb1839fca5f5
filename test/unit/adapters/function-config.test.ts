import { functionConfig, functionCredentials } from '@gaveldrop/adapters/function-config';
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

test('an address is read as one, and what is none is refused by name', () => {
  const at = (endpoint: string) => ({ AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: endpoint });
  expect(
    functionConfig(['managementEndpoint'], at('https://a1.execute-api.us-east-1.amazonaws.com/live')),
  ).toEqual({ managementEndpoint: new URL('https://a1.execute-api.us-east-1.amazonaws.com/live') });
  for (const text of ['a1.execute-api.us-east-1.amazonaws.com/live', 'wss://a1.example/live', '/live'])
    expect(() => functionConfig(['managementEndpoint'], at(text))).toThrow(
      'AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI must be an address',
    );
});

test('a way to reach viewers is one that there is, or is refused by name', () => {
  for (const way of ['connections', 'events'] as const)
    expect(functionConfig(['broadcast'], { BROADCAST: way })).toEqual({ broadcast: way });
  for (const text of ['Events', 'both', 'event'])
    expect(() => functionConfig(['broadcast'], { BROADCAST: text })).toThrow(
      `BROADCAST must be connections or events: ${text}`,
    );
  expect(() => functionConfig(['eventsEndpoint'], { EVENTS_ENDPOINT: 'a1.example/event' })).toThrow(
    'EVENTS_ENDPOINT must be an address',
  );
});

test('credentials that are not there are named', () => {
  const environment = {
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
  };
  expect(functionCredentials(environment)).toEqual({
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  });
  expect(() => functionCredentials({ AWS_ACCESS_KEY_ID: 'key' })).toThrow(
    'missing in the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY',
  );
});
