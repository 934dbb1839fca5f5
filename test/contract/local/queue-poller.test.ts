import { afterEach, describe, expect, inject, test } from 'vitest';
import { createAwsJsonCall } from '../../../packages/local/src/aws-json-call.ts';
import type { InvocationResult } from '../../../packages/local/src/function-instance.ts';
import { createQueues } from '../../../packages/local/src/queue-emulator.ts';
import {
  type QueuePoller,
  type QueuePollerOptions,
  startQueuePoller,
} from '../../../packages/local/src/queue-poller.ts';
import type { QueueSourcePlan } from '../../../packages/local/src/read-event-sources.ts';
import { fixtureFunction } from '../../unit/local/fixture-api.ts';

const endpoint = inject('queueEndpoint');
const sqs = createAwsJsonCall(endpoint, { service: 'sqs', targetPrefix: 'AmazonSQS' });
const urlOf = (name: string): string => `${endpoint}/000000000000/${name}`;

let poller: QueuePoller | undefined;
afterEach(() => poller?.stop());

let queues = 0;
/** A FIFO queue whose messages come back after a second and are dead after two receives. */
const createQueue = async (): Promise<{ name: string; dead: string }> => {
  queues += 1;
  const dead = `dead-${process.pid}-${queues}.fifo`;
  const name = `queue-${process.pid}-${queues}.fifo`;
  const deadLetterTargetArn = `arn:aws:sqs:us-east-1:000000000000:${dead}`;
  await createQueues({ endpoint, stop: async () => undefined }, [
    { name: dead, retentionMs: undefined, attributes: { FifoQueue: 'true' } },
    {
      name,
      retentionMs: undefined,
      attributes: {
        FifoQueue: 'true',
        VisibilityTimeout: '1',
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
      },
    },
  ]);
  return { name, dead };
};

const send = (name: string, group: string, body: string): Promise<unknown> =>
  sqs.call('SendMessage', {
    QueueUrl: urlOf(name),
    MessageBody: body,
    MessageGroupId: group,
    MessageDeduplicationId: `${group} ${body}`,
  });

type Message = {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Record<string, string>;
};

function start(
  queueName: string,
  answer: (messages: readonly Message[]) => InvocationResult | Promise<InvocationResult>,
  more: Partial<QueuePollerOptions> = {},
): void {
  const plan: QueueSourcePlan = {
    kind: 'queue',
    name: 'Source',
    invokes: fixtureFunction('post'),
    queueName,
    batchSize: 10,
    concurrencyMax: undefined,
    reportsItemFailures: true,
    patterns: [],
  };
  poller = startQueuePoller({
    plan,
    sqs,
    queueUrl: urlOf(queueName),
    retentionMs: undefined,
    concurrency: 1,
    invoke: async (event) => answer((event as { Records: Message[] }).Records),
    log: () => undefined,
    ...more,
  });
}

const fine: InvocationResult = { ok: true, result: null };
const within = { timeout: 15_000, interval: 20 };
const waiting = async (name: string): Promise<string> => {
  const { Attributes } = await sqs.call('GetQueueAttributes', {
    QueueUrl: urlOf(name),
    AttributeNames: ['All'],
  });
  const counted = Attributes as Record<string, string>;
  return `${counted.ApproximateNumberOfMessages} and ${counted.ApproximateNumberOfMessagesNotVisible}`;
};

describe('[local] a queue', () => {
  test('is handed on in order in each group, and what was handled is gone', async () => {
    const { name } = await createQueue();
    for (const body of ['1', '2', '3']) for (const group of ['a', 'b']) await send(name, group, body);
    const seen: string[] = [];
    start(name, (messages) => {
      for (const { body, attributes } of messages) seen.push(`${attributes.MessageGroupId}${body}`);
      return fine;
    });
    await expect.poll(() => seen.length, within).toBe(6);
    expect(seen.filter((one) => one.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(seen.filter((one) => one.startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
    await expect.poll(() => waiting(name), within).toBe('0 and 0');
  });

  test('hands on together what waits in a group, and none of it to another until that is done', async () => {
    const { name } = await createQueue();
    for (let nth = 0; nth < 13; nth += 1)
      await send(name, nth < 12 ? 'a' : 'b', String(nth).padStart(2, '0'));
    const batches: string[][] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const hold = async (messages: readonly Message[]): Promise<InvocationResult> => {
      batches.push(messages.map(({ body, attributes }) => `${attributes.MessageGroupId}${body}`));
      if (batches.length === 1) await held;
      return fine;
    };
    start(name, hold, { concurrency: 3 });
    const first = ['a00', 'a01', 'a02', 'a03', 'a04', 'a05', 'a06', 'a07', 'a08', 'a09'];
    await expect.poll(() => batches.length, within).toBe(2);
    await send(name, 'a', '13');
    // Two pollers wait all that time, and are given nothing of the group.
    expect([batches, await waiting(name)]).toEqual([[first, ['b12']], '3 and 10']);
    release();
    await expect.poll(() => waiting(name), within).toBe('0 and 0');
    expect(batches).toEqual([first, ['b12'], ['a10', 'a11', 'a13']]);
  });

  test('brings back a batch in its order', async () => {
    const { name } = await createQueue();
    for (const body of ['1', '2', '3']) await send(name, 'a', body);
    const batches: string[][] = [];
    start(name, (messages) => {
      batches.push(messages.map(({ body }) => body));
      return batches.length === 1 ? { ok: false, error: { errorType: 'Error', errorMessage: 'no' } } : fine;
    });
    await expect.poll(() => waiting(name), within).toBe('0 and 0');
    expect(batches).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
    ]);
  });

  test('brings back only what was reported as failed, and puts it with the dead after its receives', async () => {
    const { name, dead } = await createQueue();
    await send(name, 'a', 'bad');
    await send(name, 'b', 'good');
    const seen: string[] = [];
    start(name, (messages) => {
      seen.push(...messages.map(({ body }) => body));
      const bad = messages.filter(({ body }) => body === 'bad');
      return {
        ok: true,
        result: { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) },
      };
    });
    await expect.poll(() => waiting(dead), within).toBe('1 and 0');
    expect(seen.toSorted()).toEqual(['bad', 'bad', 'good']);
  });

  test('brings a whole batch back when its function fails', async () => {
    const { name } = await createQueue();
    await send(name, 'a', 'once more');
    let calls = 0;
    start(name, () => {
      calls += 1;
      return calls === 1 ? { ok: false, error: { errorType: 'Error', errorMessage: 'no' } } : fine;
    });
    await expect.poll(() => calls, within).toBe(2);
    await expect.poll(() => waiting(name), within).toBe('0 and 0');
  });

  test('hands on as many batches at once as it is told', async () => {
    const { name } = await createQueue();
    let atOnce = 0;
    let most = 0;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const hold = async (): Promise<InvocationResult> => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await held;
      return fine;
    };
    start(name, hold, { concurrency: 3 });
    for (const group of ['a', 'b', 'c', 'd']) await send(name, group, '1');
    await expect.poll(() => most, within).toBe(3);
    release();
    await expect.poll(() => waiting(name), within).toBe('0 and 0');
  });

  test('hands on nothing that the queue would have forgotten', async () => {
    const { name } = await createQueue();
    await send(name, 'a', 'yesterday');
    let calls = 0;
    const hear = (): InvocationResult => {
      calls += 1;
      return fine;
    };
    start(name, hear, { retentionMs: -1 });
    await expect.poll(() => waiting(name), within).toBe('0 and 0');
    expect(calls).toBe(0);
  });
});
