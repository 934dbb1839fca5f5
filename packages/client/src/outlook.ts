import { assertNever } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { Hint } from './drop-client-api.ts';

/** That a phone comes back as one of many: over how long they spread, and this one's place in that. */
export type Crowd = {
  readonly spreadMs: number;
  /** An instant of the device's clock at which its turn is, and again after each spread. */
  readonly placeAtMs: number;
  /** Nothing speaks for there being others but that its socket died in silence. */
  readonly supposed?: true;
};

/** What a phone knows of itself that its next try depends on. */
export type Outlook = {
  /** Tries failed in a row. */
  readonly failures: number;
  /** Somebody looks at the page, as far as the hints go. */
  readonly visible: boolean;
  /** The device says that it has no network, and has reached nobody since. */
  readonly offline: boolean;
  /** Over how long a return of all phones is wanted to be spread; 0 until that is said. */
  readonly spreadMs: number;
  /** Whom it comes back with; absent while this phone seems to be alone. */
  readonly crowd?: Crowd;
};

export const firstOutlook: Outlook = { failures: 0, visible: true, offline: false, spreadMs: 0 };

/** What went wrong before counts no more, nor with whom. */
export function alone({ crowd: _, ...outlook }: Outlook): Outlook {
  return { ...outlook, failures: 0 };
}

/** The other side answered: whatever its device says, it has a network. */
export const reached = (outlook: Outlook): Outlook => ({ ...outlook, offline: false });

/** The crowd that a phone with something to send waits for: not one that is only supposed, until a try has failed too. */
export const crowdToMind = ({ crowd, failures }: Outlook): Crowd | undefined =>
  crowd?.supposed === true && failures < clientLimits.ownLossesMax ? undefined : crowd;

/** A word about the spread; while a crowd is on its way back there are fewer to be counted than there are. */
export function withSpread(outlook: Outlook, toldMs: number): Outlook {
  const ms = Math.min(toldMs, clientLimits.crowdSpreadMaxMs);
  const isComingBack = outlook.failures > 0 || outlook.crowd !== undefined;
  return { ...outlook, spreadMs: isComingBack ? Math.max(outlook.spreadMs, ms) : ms };
}

/** What a hint asks for; `come-back` gives up a try that has been under way for so long. */
export type HintedMove =
  | { readonly kind: 'nothing' | 'make-sure' }
  | { readonly kind: 'come-back'; readonly doomedAfterMs: number };

/** Hints shorten waits, and make sure of what may have died unnoticed; they end nothing that lives. */
export function hinted(outlook: Outlook, hint: Hint): readonly [Outlook, HintedMove] {
  switch (hint) {
    case 'hidden':
      return [{ ...outlook, visible: false }, { kind: 'nothing' }];
    case 'visible': {
      const { doomedAfterMs } = clientLimits;
      return [
        { ...outlook, visible: true },
        { kind: 'come-back', doomedAfterMs },
      ];
    }
    case 'offline':
      return [{ ...outlook, offline: true }, { kind: 'make-sure' }];
    case 'online':
      // The network was this phone's own to lose: nobody else comes back with it, what failed before says nothing, and what
      // is under way was asked for without a network.
      return [
        { ...alone(outlook), offline: false },
        { kind: 'come-back', doomedAfterMs: 0 },
      ];
    default:
      return assertNever(hint);
  }
}

/** Why a connection or a feed is made sure of: a hint that it may have died unnoticed, or a timer that rang far too late. */
export type MakingSure = 'hinted' | 'slept';

/**
 * Whether what is outstanding since an instant should long have been given up: no timer rang, as the phone slept, and what
 * it would now hear has still to be asked for.
 */
export const isOverdue = (quietSinceMs: number, nowMs: number): boolean =>
  nowMs - quietSinceMs > clientLimits.silenceMs;

/**
 * How long to wait from now on when a hint allows no more than `mostMs`; undefined when the wait ends sooner anyway. A wait
 * whose end is past has a timer that stood still while the phone slept: that one is shortened too.
 */
export function hurriedWaitMs(retryAtMs: number, nowMs: number, mostMs: number): number | undefined {
  const leftMs = retryAtMs - nowMs;
  return leftMs >= 0 && leftMs <= mostMs ? undefined : mostMs;
}

/**
 * How long what is outstanding since an instant may stay unanswered from now on, when there is reason to wait no longer
 * than `mostMs`; undefined when that is no less than it has.
 */
export const hurriedSilenceMs = (quietSinceMs: number, nowMs: number, mostMs: number): number | undefined =>
  quietSinceMs + clientLimits.silenceMs - nowMs <= mostMs ? undefined : mostMs;
