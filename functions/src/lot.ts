import { dynamoDropStore } from '@gaveldrop/adapters/aws/dynamo-drop-store';
import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { queueClient } from '@gaveldrop/adapters/aws/queue-client';
import { sqsNudges } from '@gaveldrop/adapters/aws/sqs-nudges';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { commandLot } from '@gaveldrop/saleroom';
import { lotPorts } from './lots/lot-ports.ts';
import { answerMessage } from './socket/answer-message.ts';

const { nudgeQueueUrl } = functionConfig(['nudgeQueueUrl']);
const { config, dynamo, ...shared } = lotPorts();
const ports = {
  ...shared,
  drops: dynamoDropStore(dynamo, config.recordsTable),
  history: dynamoHistoryStore(dynamo, config.recordsTable),
  nudges: sqsNudges(queueClient(), nudgeQueueUrl),
};

/** `lot`: an auctioneer's command, done and answered. */
export const handler = answerMessage('lot', ({ principal, message, stampMs }) =>
  commandLot(ports, principal, message, stampMs),
);
