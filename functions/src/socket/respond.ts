import { type ErrorMessage, type ServerMessage, slowDownCode } from '@gaveldrop/protocol';
import { limits } from '@gaveldrop/units';
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

/** A message that came too fast: it was not read, did nothing, and may be sent again. */
export const slowDownMessage = (of: string | undefined): ErrorMessage =>
  errorMessage(
    slowDownCode,
    `more than ${limits.connectionMessagesPerSecondMax} messages in a second; send it again later`,
    of,
  );
