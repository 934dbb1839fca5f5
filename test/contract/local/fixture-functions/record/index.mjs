import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const database = new DynamoDBClient({});
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

/** True while the item is meant to fail and nobody has written the item that lets it pass. */
const isHeldBack = async ({ id, fails }) => {
  if (!fails.BOOL) return false;
  const { Item } = await database.send(
    new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: `let ${id.S} pass` } } }),
  );
  return Item === undefined;
};

/** Sends each change on as a message, one group an item; reports those that are held back as failed. */
export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const { dynamodb } of Records) {
    const { NewImage, SequenceNumber } = dynamodb;
    if (await isHeldBack(NewImage)) {
      batchItemFailures.push({ itemIdentifier: SequenceNumber });
      continue;
    }
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: process.env.QUEUE_URL,
        MessageBody: JSON.stringify(NewImage),
        MessageGroupId: NewImage.id.S,
        MessageDeduplicationId: SequenceNumber,
      }),
    );
    console.log(`sent ${NewImage.id.S}`);
  }
  return { batchItemFailures };
};
