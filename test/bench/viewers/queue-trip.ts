import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** The emulated queue by itself: a FIFO queue of its own, which somebody waits at. */
export async function queueTrip(): Promise<{
  /** Sends a text, and waits for it at the other end. @returns how long that took, in milliseconds. */
  readonly take: (text: string) => Promise<number>;
  readonly close: () => void;
}> {
  const client = new SQSClient({ useQueueUrlAsEndpoint: false });
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName: 'bench.fifo', Attributes: { FifoQueue: 'true' } }),
  );
  let sent = 0;
  return {
    take: async (text) => {
      const waits = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
      // It is waiting by the time something comes.
      await new Promise((later) => setTimeout(later, 50));
      sent += 1;
      const startedMs = performance.now();
      await client.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: text,
          MessageGroupId: 'bench',
          MessageDeduplicationId: String(sent),
        }),
      );
      const { Messages = [] } = await waits;
      const tookMs = performance.now() - startedMs;
      const [message] = Messages;
      if (message === undefined) throw new Error('what was sent to the queue did not come');
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      return tookMs;
    },
    close: () => client.destroy(),
  };
}
