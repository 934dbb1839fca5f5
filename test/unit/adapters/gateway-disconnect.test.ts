import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { gatewayDisconnect } from '@gaveldrop/adapters/aws/gateway-disconnect';
import { managementClient } from '@gaveldrop/adapters/aws/management-client';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import type { ConnectionId } from '@gaveldrop/units';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { failWith } from './fail-with.ts';

process.env.AWS_REGION = 'us-east-1';
const gateway = mockClient(ApiGatewayManagementApiClient);
const connectionId = 'L0SM9cOFvHcCIhw=' as ConnectionId;

test('a close that fails says how, is sent once and never throws, and is counted unless there was nothing to close', async () => {
  for (const [thrown, became, counted] of [
    [failWith('GoneException', { status: 410 }), 'gone', 0],
    [failWith('UnknownError', { status: 410 }), 'gone', 0],
    [failWith('LimitExceededException', { status: 429 }), 'failed', 1],
    [failWith('ForbiddenException', { status: 403 }), 'failed', 1],
    [failWith('InternalServerError', { status: 500 }), 'failed', 1],
    [failWith('TimeoutError', { code: 'ETIMEDOUT' }), 'failed', 1],
  ] as const) {
    const metrics = memoryMetrics();
    gateway.reset();
    gateway.on(DeleteConnectionCommand).rejects(thrown);
    expect(await gatewayDisconnect(managementClient(), metrics).close(connectionId)).toBe(became);
    expect(metrics.counted('postFailed', 'close')).toBe(counted);
    expect(gateway.calls()).toHaveLength(1);
  }
});
