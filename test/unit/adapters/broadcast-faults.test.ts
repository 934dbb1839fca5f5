import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { gatewayBroadcast } from '@gaveldrop/adapters/aws/gateway-broadcast';
import { managementClient } from '@gaveldrop/adapters/aws/management-client';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import type { ConnectionId } from '@gaveldrop/units';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { failWith } from './fail-with.ts';

process.env.AWS_REGION = 'us-east-1';
const gateway = mockClient(ApiGatewayManagementApiClient);
const metrics = memoryMetrics();
const broadcast = gatewayBroadcast(managementClient(), metrics);
const connectionId = 'L0SM9cOFvHcCIhw=' as ConnectionId;

test('a post that fails says how, is sent once and never throws', async () => {
  for (const [thrown, became] of [
    [failWith('GoneException', { status: 410 }), 'gone'],
    [failWith('UnknownError', { status: 410 }), 'gone'],
    [failWith('LimitExceededException', { status: 429 }), 'slow'],
    [failWith('TooManyRequestsException', { status: 429 }), 'slow'],
    [failWith('PayloadTooLargeException', { status: 413 }), 'failed'],
    [failWith('ForbiddenException', { status: 403 }), 'failed'],
    [failWith('InternalServerError', { status: 500 }), 'failed'],
    [failWith('TimeoutError', { code: 'ETIMEDOUT' }), 'failed'],
  ] as const) {
    gateway.reset();
    gateway.on(PostToConnectionCommand).rejects(thrown);
    expect(await broadcast.post(connectionId, 'a')).toBe(became);
    expect(gateway.calls()).toHaveLength(1);
  }
});

test('a close that fails is counted, unless the connection was gone', async () => {
  gateway.reset();
  gateway.on(DeleteConnectionCommand).rejectsOnce(failWith('GoneException', { status: 410 }));
  await broadcast.close(connectionId);
  expect(metrics.counted('postFailed')).toBe(0);
  gateway.on(DeleteConnectionCommand).rejects(failWith('InternalServerError', { status: 500 }));
  await broadcast.close(connectionId);
  expect(metrics.counted('postFailed', 'close')).toBe(1);
});
