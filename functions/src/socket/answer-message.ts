import {
  type Action,
  actionOf,
  type MessageOf,
  parseClientMessage,
  type ServerMessage,
} from '@gaveldrop/protocol';
import type { Principal } from '@gaveldrop/saleroom';
import { type ConnectionId, type EpochMs, epochMs } from '@gaveldrop/units';
import { watched } from '../watch/watched.ts';
import { createMessagePace } from './message-pace.ts';
import { principalFromContext } from './principal-context.ts';
import { errorMessage, respond, slowDownMessage } from './respond.ts';
import type { SocketEvent, SocketResponse } from './socket-event.ts';

/** A message with all that the gateway knows about it. */
export type Received<A extends Action> = {
  readonly message: MessageOf<A>;
  readonly principal: Principal;
  readonly connectionId: ConnectionId;
  /** When the gateway opened the socket. */
  readonly connectedAtMs: EpochMs;
  readonly stampMs: EpochMs;
};

/**
 * The handler of one socket action: decodes the message, calls its use case, encodes the answer.
 * A message that is not of the action's form is answered with what is wrong with which field, and does nothing else. One
 * that comes too fast is not even read: it did nothing, and may be sent again.
 */
export function answerMessage<A extends Action>(
  action: A,
  useCase: (received: Received<A>) => Promise<ServerMessage>,
) {
  const mayPass = createMessagePace();
  return watched(async ({ body, requestContext }: SocketEvent): Promise<SocketResponse> => {
    const { connectionId, connectedAt, requestTimeEpoch, authorizer } = requestContext;
    if (!mayPass(connectionId, requestTimeEpoch)) return respond(slowDownMessage(action));
    const text = body ?? '';
    const parsed = parseClientMessage(action, text);
    if (parsed.kind === 'invalid') return respond(errorMessage(parsed.code, parsed.message, actionOf(text)));
    return respond(
      await useCase({
        message: parsed.value,
        principal: principalFromContext(authorizer),
        connectionId: connectionId as ConnectionId,
        connectedAtMs: epochMs(connectedAt),
        stampMs: epochMs(requestTimeEpoch),
      }),
    );
  });
}
