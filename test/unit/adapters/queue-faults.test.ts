import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueClient } from '@gaveldrop/adapters/aws/queue-client';
import type { SignedCall } from '@gaveldrop/adapters/aws/signed-calls';
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
const nudges = sqsNudges(queueClient(), 'https://queue.example/nudge');

type Sent = { readonly QueueUrl: string; readonly Entries: readonly Readonly<Record<string, string>>[] };

/** Pulses whose queue answers each batch so, and what was sent to it. */
function pulsesTo(answer: () => unknown) {
  const sent: Sent[] = [];
  const call: SignedCall = async (operation, input) => {
    expect(operation).toBe('SendMessageBatch');
    sent.push(input as Sent);
    return answer();
  };
  return { pulses: sqsPulses(call, 'https://queue.example/pulse.fifo'), sent };
}

beforeEach(() => queue.reset());

test('pulses go in batches of ten, a group for each drop and shard', async () => {
  const { pulses, sent } = pulsesTo(() => ({}));
  await pulses.send(dropId, 23, lot, 1_000);
  expect(sent.map(({ Entries }) => Entries.length)).toEqual([10, 10, 3]);
  expect(sent.map(({ QueueUrl }) => QueueUrl)).toEqual(Array(3).fill('https://queue.example/pulse.fifo'));
  expect(sent[2]?.Entries.map(({ Id }) => Id)).toEqual(['0', '1', '2']);
  expect(sent[2]?.Entries[2]).toMatchObject({
    MessageGroupId: '01J00000000000000000000002#22',
    MessageDeduplicationId: '01J00000000000000000000001#7#22',
  });
  expect(parsePulse(sent[2]?.Entries[2]?.MessageBody ?? '')).toEqual({ dropId, shard: 22, lot });
});

test('no shards, no request', async () => {
  const { pulses, sent } = pulsesTo(() => ({}));
  await pulses.send(dropId, 0, lot, 1_000);
  expect(sent).toHaveLength(0);
});

test('one message that was not taken is a fault', async () => {
  const { pulses } = pulsesTo(() => ({ Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] }));
  await expect(pulses.send(dropId, 1, lot, 1_000)).rejects.toMatchObject({ faultKind: 'unavailable' });
});

test('a queue that turns away, or does not answer, is a fault of its kind; nothing is sent twice', async () => {
  for (const [thrown, faultKind] of [
    [failWith('RequestThrottled', { status: 403 }), 'throttled'],
    [failWith('TimeoutError', { code: 'ETIMEDOUT' }), 'ambiguous'],
    [failWith('AWS.SimpleQueueService.NonExistentQueue', { status: 400 }), 'unavailable'],
  ] as const) {
    const { pulses, sent } = pulsesTo(() => {
      throw thrown;
    });
    await expect(pulses.send(dropId, 1, lot, 1_000)).rejects.toMatchObject({ faultKind, cause: thrown });
    expect(sent).toHaveLength(1);
    queue.reset();
    queue.on(SendMessageBatchCommand).rejects(thrown);
    await expect(
      nudges.send([{ lotId, dueAtMs: epochMs(1), kind: 'early' }], epochMs(1)),
    ).rejects.toMatchObject({ faultKind });
    expect(queue.calls()).toHaveLength(1);
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
