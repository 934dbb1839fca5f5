import { Worker } from 'node:worker_threads';
import { answersWithin, type Question } from './answers-within.ts';
import { AwsFault, createAwsJsonCall } from './aws-json-call.ts';
import { freePort } from './free-port.ts';
import { machine } from './machine.ts';
import type { QueuePlan } from './read-queues.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import type { QueueServing } from './serve-queues.ts';

export type QueueEmulator = {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
};

/** Attributes that the emulator does not change once a queue is there. */
const fixed = new Set(['FifoQueue', 'DeduplicationScope', 'FifoThroughputLimit']);

/**
 * Starts the SQS emulator in a thread of its own: with a data folder it writes to disk on every message, which must not
 * hold up the gateways. Without one the queues are in memory.
 */
export async function startQueueEmulator(dataDir: string | undefined): Promise<QueueEmulator> {
  const port = await freePort();
  const worker = new Worker(new URL('./queue-emulator-thread.ts', import.meta.url), {
    workerData: { port, dataDir } satisfies QueueServing,
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the SQS emulator ended before it had started')));
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      worker.postMessage('stop');
      await ended;
    },
  };
}

/** How long one that runs already may take to answer. */
const foundWithinMs = 5_000;
const anyQueues: Question = { service: 'sqs', targetPrefix: 'AmazonSQS', operation: 'ListQueues' };

/** An SQS emulator that somebody else runs. @throws RunnerRefusal when the address is none, or nobody answers there. */
export async function findQueueEmulator(endpoint: string): Promise<QueueEmulator> {
  if (!URL.canParse(endpoint)) throw new RunnerRefusal(`SQS_ENDPOINT is no address: ${endpoint}`);
  if (await answersWithin(endpoint, anyQueues, foundWithinMs, () => true))
    return { endpoint, stop: async () => undefined };
  throw new RunnerRefusal(`no SQS answers at SQS_ENDPOINT, ${endpoint}`);
}

/** Creates the queues that are not there yet and brings those that are to the template's attributes. */
export async function createQueues(emulator: QueueEmulator, queues: readonly QueuePlan[]): Promise<void> {
  const sqs = createAwsJsonCall(emulator.endpoint, { service: 'sqs', targetPrefix: 'AmazonSQS' });
  try {
    for (const { name, attributes } of queues) {
      try {
        await sqs.call('GetQueueUrl', { QueueName: name });
      } catch (error) {
        if (!(error instanceof AwsFault)) throw error;
        await sqs.call('CreateQueue', { QueueName: name, Attributes: attributes });
        continue;
      }
      await sqs.call('SetQueueAttributes', {
        QueueUrl: `${emulator.endpoint}/${machine.accountId}/${name}`,
        Attributes: Object.fromEntries(Object.entries(attributes).filter(([key]) => !fixed.has(key))),
      });
    }
  } finally {
    sqs.close();
  }
}
