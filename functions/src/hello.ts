import { joinDrop } from '@gaveldrop/saleroom';
import { answerMessage } from './socket/answer-message.ts';
import { joinPorts } from './socket/join-ports.ts';

const ports = joinPorts();

/** `hello`: registers the connection, then says where the drop stands and what became of pending bids. */
export const handler = answerMessage('hello', ({ principal, connectionId, message }) =>
  joinDrop(ports, principal, connectionId, message),
);
