import { limits } from '@gaveldrop/units';

/** Whether one more message of a connection may be taken, by the gateway's stamp of it. */
export type MessagePace = (connectionId: string, stampMs: number) => boolean;

/** Connections that an instance keeps the last stamps of; beyond them the one longest unheard is forgotten. */
const connectionsKeptMax = 5_000;
const secondMs = 1_000;

/**
 * Takes at most `connectionMessagesPerSecondMax` messages of a connection in any second. It sees only what this instance of a
 * function is sent, so a connection whose messages are spread over several gets more through: best effort, in front of
 * the stage's own throttle. It costs no request, and no clock: what counts is when the gateway had the message.
 */
export function createMessagePace(keptMax = connectionsKeptMax): MessagePace {
  const takenOf = new Map<string, readonly number[]>();
  return (connectionId, stampMs) => {
    const taken = (takenOf.get(connectionId) ?? []).filter((takenMs) => stampMs - takenMs < secondMs);
    const takes = taken.length < limits.connectionMessagesPerSecondMax;
    // Set anew, so that the map stays in the order of who was heard last.
    takenOf.delete(connectionId);
    takenOf.set(connectionId, takes ? [...taken, stampMs] : taken);
    const [longestUnheard] = takenOf.keys();
    if (takenOf.size > keptMax && longestUnheard !== undefined) takenOf.delete(longestUnheard);
    return takes;
  };
}
