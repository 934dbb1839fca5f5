import type { ClientMessage } from '@gaveldrop/protocol';
import type { NamedTimers } from './named-timers.ts';

/** What a desk, of bids or of commands, needs of the client around it. */
export type DeskPorts = {
  /** The device's clock. */
  nowMs(): number;
  serverNowMs(): number;
  /** From 0 up to, not including, 1. */
  chance(): number;
  readonly timers: NamedTimers;
  isLive(): boolean;
  send(message: ClientMessage): void;
};
