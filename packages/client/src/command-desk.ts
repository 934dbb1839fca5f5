import type { LotAnswer, LotCommandMessage } from '@gaveldrop/protocol';
import { assertNever, type CommandId, epochMs } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { DeskPorts } from './desk-ports.ts';

/** Sends an auctioneer's commands, and sends each again by its id until it is answered. */
export type CommandDesk = {
  /** Resolves with the answer; rejects only when the client stops. */
  give(message: LotCommandMessage, promise: CommandPromise): void;
  onAnswer(answer: LotAnswer): void;
  /** The server found a command's message itself wrong, or this person not allowed to send one. */
  onFault(): void;
  onWelcome(): void;
  onSocketLost(): void;
  /** Rejects every command that has no answer. */
  onStop(): void;
  /** Whether any command has no answer. */
  isWaiting(): boolean;
};

export type CommandPromise = {
  resolve(answer: LotAnswer): void;
  reject(error: Error): void;
};
type Given = { readonly message: LotCommandMessage; readonly promise: CommandPromise; inFlight: boolean };

/** A desk for commands; a command sent twice does nothing twice, so one id may go out as often as it must. */
export function commandDesk(ports: DeskPorts): CommandDesk {
  const given = new Map<CommandId, Given>();
  const timer = (commandId: CommandId): string => `command ${commandId}`;
  const send = (commandId: CommandId): void => {
    const command = given.get(commandId);
    if (command === undefined) return;
    command.inFlight = true;
    ports.timers.set(timer(commandId), clientLimits.answerWaitMs, () => send(commandId));
    ports.send(command.message);
  };
  const sendLater = (commandId: CommandId, afterMs: number): void => {
    const command = given.get(commandId);
    if (command === undefined) return;
    command.inFlight = false;
    ports.timers.set(timer(commandId), Math.floor(afterMs), () => send(commandId));
  };
  const answer = (command: Given, answered: LotAnswer): void => {
    given.delete(command.message.commandId);
    ports.timers.clear(timer(command.message.commandId));
    command.promise.resolve(answered);
  };
  return {
    give(message, promise) {
      given.set(message.commandId, { message, promise, inFlight: false });
      if (ports.isLive()) send(message.commandId);
    },
    onAnswer(answered) {
      const command = given.get(answered.commandId);
      if (command === undefined) return;
      switch (answered.outcome) {
        case 'done':
        case 'refused':
          answer(command, answered);
          return;
        case 'unknown': {
          const { unknownWaitMs, unknownSpreadMs } = clientLimits;
          sendLater(answered.commandId, unknownWaitMs + ports.chance() * unknownSpreadMs);
          return;
        }
        case 'busy': {
          const { busyWaitMs, busySpreadMs } = clientLimits;
          sendLater(answered.commandId, busyWaitMs + ports.chance() * busySpreadMs);
          return;
        }
        default:
          assertNever(answered.outcome);
      }
    },
    onFault() {
      const flying = [...given.values()].filter((command) => command.inFlight);
      const [only] = flying;
      if (only !== undefined && flying.length === 1) {
        answer(only, refusal(only.message, ports));
        return;
      }
      flying.forEach(({ message }, place) => {
        sendLater(message.commandId, clientLimits.unknownWaitMs + place * clientLimits.apartMs);
      });
    },
    onWelcome: () => [...given.keys()].forEach(send),
    onSocketLost() {
      for (const [commandId, command] of given) {
        command.inFlight = false;
        ports.timers.clear(timer(commandId));
      }
    },
    isWaiting: () => given.size > 0,
    onStop() {
      const commands = [...given.values()];
      given.clear();
      for (const { message, promise } of commands)
        promise.reject(new Error(`the client stopped before ${message.command} was answered`));
    },
  };
}

/** What a command is answered with that the server would not even take; the client's `lastError` says why. */
const refusal = ({ commandId, lotId }: LotCommandMessage, ports: DeskPorts): LotAnswer => ({
  type: 'lot-answer',
  commandId,
  lotId,
  outcome: 'refused',
  serverNowMs: epochMs(ports.serverNowMs()),
});
