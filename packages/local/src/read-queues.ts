import { readOptional, readWhole } from './template-properties.ts';
import type { TemplateValues } from './template-values.ts';

/** A queue as SQS's own `CreateQueue` takes it: attributes are text. */
export type QueuePlan = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly retentionMs: number | undefined;
};

/** The template's names of the attributes that mean nothing to the emulator. */
const leftOut = new Set([
  'QueueName',
  'Tags',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
]);

const spell = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const retentionMs = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1_000;

/** The template's queues, each dead-letter queue before the queue that names it. */
export function readQueues(values: TemplateValues): readonly QueuePlan[] {
  const queues = values.resources('AWS::SQS::Queue').map(({ logicalId, properties }) => ({
    name:
      typeof properties.QueueName === 'string'
        ? properties.QueueName
        : `${logicalId}${String(properties.FifoQueue) === 'true' ? '.fifo' : ''}`,
    retentionMs: retentionMs(
      readOptional(readWhole, properties.MessageRetentionPeriod, `${logicalId} retention`),
    ),
    attributes: Object.fromEntries(
      Object.entries(properties)
        .filter(([key]) => !leftOut.has(key))
        .map(([key, value]) => [key, spell(value)]),
    ),
  }));
  return queues.toSorted(
    (a, b) => Number('RedrivePolicy' in a.attributes) - Number('RedrivePolicy' in b.attributes),
  );
}
