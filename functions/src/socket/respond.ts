import type { ErrorMessage, ServerMessage } from '@gaveldrop/protocol';
import type { SocketResponse } from './socket-event.ts';

/** A message as the route's own response. */
export const respond = (message: ServerMessage): SocketResponse => ({
  statusCode: 200,
  body: JSON.stringify(message),
});

/** What was wrong with a message, and with which action's. */
export const errorMessage = (code: string, message: string, of: string | undefined): ErrorMessage => ({
  type: 'error',
  code,
  message,
  ...(of === undefined ? {} : { of }),
});
