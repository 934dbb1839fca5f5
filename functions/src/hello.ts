import { joinDrop } from '@gaveldrop/saleroom';
import { answerMessage } from './socket/answer-message.ts';
import { joinPorts } from './socket/join-ports.ts';

const ports = joinPorts();

/** `hello`: registers the connection, then says where the drop stands and what became of pending bids. */
export const handler = answerMessage('hello', async ({ principal, connectionId, stampMs, message }) => {
  const [welcome, spread] = await Promise.all([
    joinDrop(ports, principal, connectionId, message),
    ports.reconnectSpread(principal.dropId),
  ]);
  return { ...welcome, ...spread, receivedAtMs: stampMs };
});
