import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { endpoints } from './emulated-aws.ts';

const client = new SQSClient({ endpoint: endpoints.queues, useQueueUrlAsEndpoint: false });

/** A queue of its own; a FIFO one takes deduplication ids a group each, as the stack's does. */
export async function createQueue(kind: 'fifo' | 'standard'): Promise<string> {
  const fifo = {
    FifoQueue: 'true',
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  };
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({
      QueueName: `contract-${randomUUID()}${kind === 'fifo' ? '.fifo' : ''}`,
      ...(kind === 'fifo' ? { Attributes: fifo } : {}),
    }),
  );
  return QueueUrl ?? '';
}

/** Takes out all that can be had, in the order it is handed out; when a wait brings nothing more, that was all. */
export async function drainQueue(queueUrl: string, waitS = 0): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for (;;) {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: waitS,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages === undefined || Messages.length === 0) return messages;
    messages.push(...Messages);
    for (const { ReceiptHandle } of Messages)
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}
