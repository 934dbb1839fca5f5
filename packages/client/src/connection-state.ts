import { assertNever } from '@gaveldrop/units';
import type { ConnectionState, Hint, RefusalReason, TicketResult } from './drop-client-api.ts';
import { firstOutlook, type MakingSure, type Outlook } from './outlook.ts';

/** What a connection is at; `live` only after a welcome. */
export type Phase =
  | { readonly kind: 'stopped' }
  | TryPhase
  | LivePhase
  | { readonly kind: 'waiting'; readonly retryAtMs: number; readonly why?: RefusalReason }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

type TryPhase = {
  readonly kind: 'taking-ticket' | 'opening' | 'greeting';
  /** When this step of the try began, by the device's clock. */
  readonly sinceMs: number;
};

export type LivePhase = {
  readonly kind: 'live';
  /** A further `hello` may be under way, and one more wanted after it. */
  readonly hello: 'answered' | 'asked' | 'asked-and-wanted';
  /** Since when a ping is outstanding with nothing heard; absent when none is. */
  readonly quietSinceMs?: number;
  /** Why the outstanding ping makes sure of a socket that was there before; a close now is this phone's own trouble. */
  readonly makingSure?: MakingSure;
  readonly pingedAtMs: number;
  /** What the next ping that is due asks for. */
  readonly nextPing: 'time' | 'news';
  /** Pings that were due and asked for the time alone. */
  readonly clockPings: number;
  /** When the planned end was first put off, by the device's clock; absent until it is. */
  readonly putOffSinceMs?: number;
};

/** The connection of one phone, as a value. */
export type Connection = {
  /** Counts tries; what an earlier try still reports is too late to matter. */
  readonly round: number;
  readonly outlook: Outlook;
  readonly phase: Phase;
};

/** The timers a connection needs; a later setting of one replaces the earlier. */
export type ConnectionTimer = 'step' | 'retry' | 'ping' | 'silence' | 'planned' | 'proven';

export type ConnectionEvent =
  /**
   * `hello-wanted`: a lot is in doubt. `wanted`: a bid or a command waits for a connection. `clock-doubted`: a message
   * bore a time that the clock cannot be right with. `clock-vague`: what round trips there were do not settle the time.
   * `missed`: pushes may have been lost that came another way.
   */
  | {
      readonly kind:
        | 'start'
        | 'stop'
        | 'hello-wanted'
        | 'wanted'
        | 'clock-doubted'
        | 'clock-vague'
        | 'missed';
    }
  | { readonly kind: 'hint'; readonly hint: Hint }
  | {
      readonly kind: 'ticket';
      readonly round: number;
      readonly result: TicketResult | { readonly kind: 'fault' };
    }
  | { readonly kind: 'opened' | 'closed' | 'heard' | 'welcomed'; readonly round: number }
  /** The saleroom said over how long a return of all should be spread. */
  | { readonly kind: 'spread'; readonly ms: number }
  | { readonly kind: 'timer'; readonly timer: ConnectionTimer };

export type ConnectionEffect =
  | { readonly kind: 'take-ticket'; readonly round: number }
  | { readonly kind: 'open-socket'; readonly round: number; readonly ticket: string }
  /** Ends the socket, if there is one, and everything that waited for an answer on it. */
  | { readonly kind: 'lose-socket' }
  /** `first` on a fresh socket: then it asks what became of pending bids too. */
  | { readonly kind: 'say-hello'; readonly first: boolean }
  | { readonly kind: 'say-ping'; readonly asks: Asking }
  /** Reads the public snapshot, which says how things stand before a connection can. */
  | { readonly kind: 'read-snapshot' }
  /** This phone's network may be gone: whatever else goes by it should make sure. */
  | { readonly kind: 'doubt-network' }
  | { readonly kind: 'set-timer'; readonly timer: ConnectionTimer; readonly ms: number }
  | { readonly kind: 'clear-timer'; readonly timer: ConnectionTimer };

/** What a ping asks for: the time alone; newer lots of those that matter most; or of as many as it can name. */
export type Asking = 'time' | 'news' | 'all-news';

export type ConnectionStep = readonly [Connection, readonly ConnectionEffect[]];

/** What the reducer may know of the world. */
export type ConnectionWorld = {
  /** The device's clock. */
  readonly nowMs: number;
  /** From 0 up to, not including, 1. */
  readonly chance: number;
  /** A bid or a command of this phone waits for its answer. */
  readonly wanted: boolean;
  /** A lot is in its climax, or its hammer is about to fall. */
  readonly climax: boolean;
  /** The round trips so far say too little about the time. */
  readonly clockVague: boolean;
};

export const connectionTimers: readonly ConnectionTimer[] = [
  ...(['step', 'retry', 'ping', 'silence', 'planned', 'proven'] as const),
];

export const stoppedConnection: Connection = {
  round: 0,
  outlook: firstOutlook,
  phase: { kind: 'stopped' },
};

/** One value each, so that what did not change is the same. */
const connecting: ConnectionState = { kind: 'connecting' };
const live: ConnectionState = { kind: 'live' };

/** The connection as the page shows it. */
export function connectionState({ phase }: Connection): ConnectionState {
  switch (phase.kind) {
    case 'taking-ticket':
    case 'opening':
    case 'greeting':
      return connecting;
    case 'live':
      return live;
    case 'stopped':
    case 'waiting':
    case 'refused':
      return phase;
    default:
      return assertNever(phase);
  }
}

/** Whether a connection is wanted and says nothing at present. */
export function isUnsure({ phase }: Connection): boolean {
  switch (phase.kind) {
    case 'live':
      return phase.quietSinceMs !== undefined;
    case 'stopped':
    case 'refused':
      return false;
    case 'taking-ticket':
    case 'opening':
    case 'greeting':
    case 'waiting':
      return true;
    default:
      return assertNever(phase);
  }
}

/** Whether it is live, and no hint or late timer has it asked whether it still is: a ping that is merely due doubts nothing. */
export function isLiveSurely({ phase, outlook }: Connection): boolean {
  if (phase.kind !== 'live') return false;
  return phase.quietSinceMs === undefined || (phase.makingSure === undefined && !outlook.offline);
}
