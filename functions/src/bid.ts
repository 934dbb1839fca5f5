import { dynamoHistoryReads } from '@gaveldrop/adapters/aws/dynamo-history-reads';
import { createLotCopies, placeBid } from '@gaveldrop/saleroom';
import { lotPorts } from './lots/lot-ports.ts';
import { signingKeys } from './lots/signing-keys.ts';
import { answerMessage } from './socket/answer-message.ts';

const { config, dynamo, ...shared } = lotPorts();
const ports = {
  ...shared,
  keys: signingKeys(),
  history: dynamoHistoryReads(dynamo, config.recordsTable),
  copies: createLotCopies(),
};

/** `bid`: one sending of a bid, decided and answered. */
export const handler = answerMessage('bid', ({ principal, message, stampMs }) =>
  placeBid(ports, principal, message, stampMs),
);
