import { functionConfig } from '@gaveldrop/adapters/function-config';
import { joinDrop } from '@gaveldrop/saleroom';
import { answerMessage } from './socket/answer-message.ts';
import { joinPorts } from './socket/join-ports.ts';

const { broadcast } = functionConfig(['broadcast']);
const shared = joinPorts();
// Nobody is posted to where there is a feed, so nobody is listed for it.
const unlisted = { register: async () => undefined };
const isByFeed = broadcast === 'events';
const ports = { ...shared, audience: isByFeed ? unlisted : shared.audience };
const pushedBy = isByFeed ? 'feed' : 'connection';

/**
 * `hello`: registers the connection where it is to be posted to, then says where the drop stands, what became of pending bids
 * and how changes will come.
 */
export const handler = answerMessage('hello', async ({ principal, connectionId, stampMs, message }) => {
  const [welcome, spread] = await Promise.all([
    joinDrop(ports, principal, connectionId, message),
    ports.reconnectSpread(principal.dropId),
  ]);
  return { ...welcome, ...spread, pushedBy, receivedAtMs: stampMs };
});
