import { actionOf } from '@gaveldrop/protocol';
import { errorMessage, respond } from './socket/respond.ts';
import type { SocketEvent, SocketResponse } from './socket/socket-event.ts';

/** `$default`: whatever names no action we know. */
export const handler = async ({ body }: SocketEvent): Promise<SocketResponse> => {
  const action = actionOf(body ?? '');
  return respond(
    action === undefined
      ? errorMessage('action-missing', 'action: the message must be JSON with an action', undefined)
      : errorMessage('action-unknown', 'action: must be hello, bid, ping or lot', action),
  );
};
