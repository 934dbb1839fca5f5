import {
  type Action,
  actionOf,
  type ErrorMessage,
  type MessageOf,
  parseClientMessage,
  type ServerMessage,
} from '@gaveldrop/protocol';
import type { Principal } from '@gaveldrop/saleroom';
import { type ConnectionId, type EpochMs, epochMs } from '@gaveldrop/units';
import { watched } from '../watch/watched.ts';
import { principalFromContext } from './principal-context.ts';
import type { SocketEvent, SocketResponse } from './socket-event.ts';

/** A message with all that the gateway knows about it. */
export type Received<A extends Action> = {
  readonly message: MessageOf<A>;
  readonly principal: Principal;
  readonly connectionId: ConnectionId;
  readonly stampMs: EpochMs;
};

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

/**
 * The handler of one socket action: decodes the message, calls its use case, encodes the answer.
 * A message that is not of the action's form is answered with what is wrong with which field, and does nothing else.
 */
export const answerMessage = <A extends Action>(
  action: A,
  useCase: (received: Received<A>) => Promise<ServerMessage>,
) =>
  watched(async ({ body, requestContext }: SocketEvent): Promise<SocketResponse> => {
    const text = body ?? '';
    const parsed = parseClientMessage(action, text);
    if (parsed.kind === 'invalid') return respond(errorMessage(parsed.code, parsed.message, actionOf(text)));
    const { connectionId, requestTimeEpoch, authorizer } = requestContext;
    return respond(
      await useCase({
        message: parsed.value,
        principal: principalFromContext(authorizer),
        connectionId: connectionId as ConnectionId,
        stampMs: epochMs(requestTimeEpoch),
      }),
    );
  });
