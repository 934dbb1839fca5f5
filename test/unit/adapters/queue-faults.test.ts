import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueClient } from '@gaveldrop/adapters/aws/queue-client';
import { sqsNudges } from '@gaveldrop/adapters/aws/sqs-nudges';
import { sqsPulses } from '@gaveldrop/adapters/aws/sqs-pulses';
import { parseNudge } from '@gaveldrop/adapters/nudge-message';
import { parsePulse } from '@gaveldrop/adapters/pulse-message';
import type { PublicLot } from '@gaveldrop/bidding';
import { type DropId, epochMs, type LotId } from '@gaveldrop/units';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { failWith } from './fail-with.ts';

process.env.AWS_REGION = 'us-east-1';
const queue = mockClient(SQSClient);
const lotId = '01J00000000000000000000001' as LotId;
const dropId = '01J00000000000000000000002' as DropId;
const lot = { lotId, sequence: 7 } as unknown as PublicLot;
const pulses = sqsPulses(queueClient(), 'https://queue.example/pulse.fifo');
const nudges = sqsNudges(queueClient(), 'https://queue.example/nudge');

beforeEach(() => queue.reset());

test('pulses go in batches of ten, a group for each drop and shard', async () => {
  queue.on(SendMessageBatchCommand).resolves({});
  await pulses.send(dropId, 23, lot, 1_000);
  const batches = queue.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.Entries ?? []);
  expect(batches.map((batch) => batch.length)).toEqual([10, 10, 3]);
  expect(batches[2]?.[2]).toMatchObject({
    MessageGroupId: '01J00000000000000000000002#22',
    MessageDeduplicationId: '01J00000000000000000000001#7#22',
  });
  expect(parsePulse(batches[2]?.[2]?.MessageBody ?? '')).toEqual({ dropId, shard: 22, lot });
});

test('no shards, no request', async () => {
  await pulses.send(dropId, 0, lot, 1_000);
  expect(queue.calls()).toHaveLength(0);
});

test('one message that was not taken is a fault', async () => {
  queue
    .on(SendMessageBatchCommand)
    .resolves({ Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] });
  await expect(pulses.send(dropId, 1, lot, 1_000)).rejects.toMatchObject({ faultKind: 'unavailable' });
});

test('a queue that turns away, or does not answer, is a fault of its kind; nothing is sent twice', async () => {
  for (const [thrown, faultKind] of [
    [failWith('RequestThrottled', { status: 403 }), 'throttled'],
    [failWith('TimeoutError', { code: 'ETIMEDOUT' }), 'ambiguous'],
    [failWith('AWS.SimpleQueueService.NonExistentQueue', { status: 400 }), 'unavailable'],
  ] as const) {
    queue.reset();
    queue.on(SendMessageBatchCommand).rejects(thrown);
    await expect(pulses.send(dropId, 1, lot, 1_000)).rejects.toMatchObject({ faultKind, cause: thrown });
    await expect(
      nudges.send([{ lotId, dueAtMs: epochMs(1), kind: 'early' }], epochMs(1)),
    ).rejects.toMatchObject({ faultKind });
    expect(queue.calls()).toHaveLength(2);
  }
});

test('[C8] a nudge is delayed by whole seconds, rounded down, 0 to 900', async () => {
  queue.on(SendMessageBatchCommand).resolves({});
  const dueInMs = [-1, 0, 999, 1_000, 59_999, 900_000, 900_999, 3_600_000];
  await nudges.send(
    dueInMs.map((ms) => ({ lotId, dueAtMs: epochMs(1_000_000 + ms), kind: 'late' as const })),
    epochMs(1_000_000),
  );
  const [batch] = queue.commandCalls(SendMessageBatchCommand);
  const entries = batch?.args[0].input.Entries ?? [];
  expect(entries.map(({ DelaySeconds }) => DelaySeconds)).toEqual([0, 0, 0, 1, 59, 900, 900, 900]);
  expect(parseNudge(entries[7]?.MessageBody ?? '')).toEqual({ lotId, dueAtMs: 4_600_000, kind: 'late' });
});

test('a body that is no pulse or no nudge is a bug', () => {
  expect(() => parsePulse('{"shard":1}')).toThrow('bug:');
  expect(() => parseNudge('{}')).toThrow('bug:');
});
