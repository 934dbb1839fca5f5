import type { AwsJsonCall } from './aws-json-call.ts';
import { failedItems } from './failed-items.ts';
import type { InvocationResult } from './function-instance.ts';
import { machine } from './machine.ts';
import { pause } from './pause.ts';
import type { QueueSourcePlan } from './read-event-sources.ts';
import { isRecord, type Properties } from './template-properties.ts';

export type QueuePoller = { readonly stop: () => Promise<void> };

export type QueuePollerOptions = {
  readonly plan: QueueSourcePlan;
  readonly sqs: AwsJsonCall;
  readonly queueUrl: string;
  /** How long the queue keeps a message, if the template says; the emulator keeps it for ever. */
  readonly retentionMs: number | undefined;
  /** How many batches may be with the function at once. */
  readonly concurrency: number;
  readonly invoke: (event: object) => Promise<InvocationResult>;
  readonly log: (line: string) => void;
};

/**
 * How long one receive waits. The emulator hands a message also to a caller that has hung up, and it comes again only after
 * its visibility timeout: after a crash of this process nobody may be waiting for long.
 */
const waitS = 2;
/** `ReceiveMessage` gives at most this many at once, so a larger batch is several receives on AWS and smaller ones here. */
const receivedMax = 10;
const afterFailureMs = 500;

/** A message as a function gets it: the names begin in lower case. */
function queueRecord(message: Properties, queueName: string): Properties {
  const attributes = isRecord(message.MessageAttributes) ? message.MessageAttributes : {};
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => {
        const { StringValue, BinaryValue, DataType } = isRecord(value) ? value : {};
        return [
          name,
          {
            ...(StringValue === undefined ? {} : { stringValue: StringValue }),
            ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
            dataType: DataType,
          },
        ];
      }),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:${machine.partition}:sqs:${machine.region}:${machine.accountId}:${queueName}`,
    awsRegion: machine.region,
  };
}

/**
 * An event source mapping of a queue: as many pollers as batches may be with the function at once, each waiting for its
 * batch. What was handled is deleted; what failed comes back when its visibility timeout is over.
 */
export function startQueuePoller(options: QueuePollerOptions): QueuePoller {
  const { plan, sqs, queueUrl, log } = options;
  const stopped = new AbortController();
  const stopping = stopped.signal;

  const receive = async (): Promise<readonly Properties[]> => {
    const { Messages } = await sqs.call(
      'ReceiveMessage',
      {
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(plan.batchSize, receivedMax),
        WaitTimeSeconds: waitS,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
      stopping,
    );
    return Array.isArray(Messages) ? Messages.filter(isRecord) : [];
  };

  const remove = async (messages: readonly Properties[]): Promise<void> => {
    if (messages.length === 0) return;
    await sqs.call('DeleteMessageBatch', {
      QueueUrl: queueUrl,
      Entries: messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle })),
    });
  };

  const isExpired = ({ Attributes }: Properties): boolean => {
    const sentAtMs = Number(isRecord(Attributes) ? Attributes.SentTimestamp : undefined);
    return options.retentionMs !== undefined && Date.now() - sentAtMs > options.retentionMs;
  };

  const handle = async (messages: readonly Properties[]): Promise<void> => {
    const records = messages.map((message) => ({ message, record: queueRecord(message, plan.queueName) }));
    const wanted = records.filter(
      ({ message, record }) =>
        !isExpired(message) &&
        (plan.patterns.length === 0 || plan.patterns.some((matches) => matches(record))),
    );
    // What has expired, or what no filter lets through, is deleted without ever being seen, as on AWS.
    await remove(records.filter((one) => !wanted.includes(one)).map(({ message }) => message));
    if (wanted.length === 0) return;

    const result = await options.invoke({ Records: wanted.map(({ record }) => record) });
    if (!result.ok) return;
    const failed = plan.reportsItemFailures ? failedItems(result.result) : [];
    if (failed === undefined) return;
    await remove(
      wanted.filter(({ record }) => !failed.includes(String(record.messageId))).map(({ message }) => message),
    );
  };

  const poll = async (): Promise<void> => {
    while (!stopping.aborted) {
      try {
        const messages = await receive();
        if (messages.length > 0) await handle(messages);
      } catch (error) {
        if (stopping.aborted) return;
        log(`${plan.name} cannot read ${plan.queueName}: ${error instanceof Error ? error.message : error}`);
        await pause(afterFailureMs, stopping);
      }
    }
  };

  const pollers = Array.from({ length: options.concurrency }, poll);
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(pollers);
    },
  };
}
