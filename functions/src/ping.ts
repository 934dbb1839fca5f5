import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { newerLots, renewLease } from '@gaveldrop/saleroom';
import { answerMessage } from './socket/answer-message.ts';
import { joinPorts } from './socket/join-ports.ts';

const shared = joinPorts();
const ports = { ...shared, metrics: emfMetrics(shared.clock) };

/** `ping`: the server's time, and what is newer than the phone has; now and then it renews the connection's lease. */
export const handler = answerMessage(
  'ping',
  async ({ principal, connectionId, connectedAtMs, stampMs, message }) => {
    const [lots, spread] = await Promise.all([
      newerLots(ports, principal, message.have),
      // A phone that only asks for the time was told a moment ago.
      message.have === undefined ? {} : ports.reconnectSpread(principal.dropId),
      renewLease(ports, principal, connectionId, connectedAtMs, stampMs),
    ]);
    const serverNowMs = ports.clock.nowMs();
    const { sentAtMs } = message;
    return { type: 'pong', sentAtMs, receivedAtMs: stampMs, serverNowMs, lots, ...spread };
  },
);
