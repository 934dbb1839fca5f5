import { functionConfig } from '@gaveldrop/adapters/function-config';
import { joinDrop } from '@gaveldrop/saleroom';
import { answerMessage } from './socket/answer-message.ts';
import { joinPorts } from './socket/join-ports.ts';

const { broadcast } = functionConfig(['broadcast']);
const shared = joinPorts();
// Nobody is posted to where there is a feed, so nobody is listed for it.
const unlisted = { register: async () => undefined };
const ports = { ...shared, audience: broadcast === 'events' ? unlisted : shared.audience };

/** `hello`: registers the connection where it is to be posted to, then says where the drop stands and what became of pending bids. */
export const handler = answerMessage('hello', async ({ principal, connectionId, stampMs, message }) => {
  const [welcome, spread] = await Promise.all([
    joinDrop(ports, principal, connectionId, message),
    ports.reconnectSpread(principal.dropId),
  ]);
  return { ...welcome, ...spread, receivedAtMs: stampMs };
});
