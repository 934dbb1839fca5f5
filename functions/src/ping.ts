import { newerLots } from '@gaveldrop/saleroom';
import { answerMessage } from './socket/answer-message.ts';
import { joinPorts } from './socket/join-ports.ts';

const ports = joinPorts();

/** `ping`: the server's time, and what is newer than the phone has. */
export const handler = answerMessage('ping', async ({ principal, message }) => ({
  type: 'pong',
  sentAtMs: message.sentAtMs,
  lots: await newerLots(ports, principal, message.have),
  serverNowMs: ports.clock.nowMs(),
}));
