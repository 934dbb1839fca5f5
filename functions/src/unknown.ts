import { actionOf } from '@gaveldrop/protocol';
import { createMessagePace } from './socket/message-pace.ts';
import { errorMessage, respond, slowDownMessage } from './socket/respond.ts';
import type { SocketEvent, SocketResponse } from './socket/socket-event.ts';

const mayPass = createMessagePace();

/** `$default`: whatever names no action we know. */
export const handler = async ({ body, requestContext }: SocketEvent): Promise<SocketResponse> => {
  const { connectionId, requestTimeEpoch } = requestContext;
  const action = actionOf(body ?? '');
  if (!mayPass(connectionId, requestTimeEpoch)) return respond(slowDownMessage(action));
  return respond(
    action === undefined
      ? errorMessage('action-missing', 'action: the message must be JSON with an action', undefined)
      : errorMessage('action-unknown', 'action: must be hello, bid, ping or lot', action),
  );
};
