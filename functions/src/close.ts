import { parseNudge } from '@gaveldrop/adapters/nudge-message';
import { closeLot, giveUpAt } from '@gaveldrop/saleroom';
import { closePorts } from './lots/close-ports.ts';
import type { InvocationContext, QueueEvent } from './lots/queue-event.ts';
import { watched } from './watch/watched.ts';

const ports = closePorts();

/** A closer, woken by a nudge; what fails is delivered again. */
export const handler = watched(async ({ Records }: QueueEvent, context: InvocationContext): Promise<void> => {
  const giveUpAtMs = giveUpAt(ports.clock.nowMs(), context.getRemainingTimeInMillis());
  await Promise.all(Records.map(({ body }) => closeLot(ports, parseNudge(body), giveUpAtMs)));
});
