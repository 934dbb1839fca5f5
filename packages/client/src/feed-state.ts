import type { Hint } from './drop-client-api.ts';
import { firstOutlook, type MakingSure, type Outlook } from './outlook.ts';
import type { FeedFrame } from './read-feed-frame.ts';

/** What a feed is at; changes are pushed by it only while it is `flowing`. */
export type FeedPhase =
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'taking-token' | 'opening';
      /** When this step of the try began, by the device's clock. */
      readonly sinceMs: number;
    }
  /** Its socket is open: it says what it wants, and then asks for the drop's channel. */
  | { readonly kind: 'greeting'; readonly sinceMs: number }
  | { readonly kind: 'subscribing'; readonly sinceMs: number; readonly silenceMaxMs: number }
  | FlowingPhase
  | { readonly kind: 'waiting'; readonly retryAtMs: number };

export type FlowingPhase = {
  readonly kind: 'flowing';
  /** How long the server may say nothing at all. */
  readonly silenceMaxMs: number;
  /** When that time will be over, by the device's clock. */
  readonly deadAtMs: number;
  /** Subscriptions asked for on this socket. */
  readonly asked: number;
  /** Which of them stands: the newest that was not refused. */
  readonly held: number;
  /** Another was asked for, to find out whether the server is there. */
  readonly renewal?: FeedRenewal;
  /** That something was missed is to be asked about in a moment. */
  readonly missed: boolean;
};

export type FeedRenewal = {
  readonly sinceMs: number;
  /** Something came since: the server is there. */
  readonly heard: boolean;
  /** Why it makes sure of a socket that was there before; unheard, a close is this phone's own trouble. */
  readonly makingSure?: MakingSure;
};

/** One phone's subscription to a drop's feed, as a value. */
export type Feed = {
  /** Counts tries; what an earlier try still reports is too late to matter. */
  readonly round: number;
  readonly outlook: Outlook;
  readonly phase: FeedPhase;
};

/** The timers a feed needs; a later setting of one replaces the earlier. */
export type FeedTimer = 'step' | 'retry' | 'silence' | 'proven' | 'missed';

export type FeedEvent =
  /** `doubted`: something else says that the network, or the feed, may be gone. */
  | { readonly kind: 'start' | 'stop' | 'doubted' }
  | { readonly kind: 'hint'; readonly hint: Hint }
  | {
      readonly kind: 'token';
      readonly round: number;
      readonly result: { readonly kind: 'token'; readonly token: string } | { readonly kind: 'fault' };
    }
  | { readonly kind: 'opened' | 'closed'; readonly round: number }
  | { readonly kind: 'frame'; readonly round: number; readonly frame: FeedFrame }
  /** Over how long a return of all phones to the feed should be spread. */
  | { readonly kind: 'spread'; readonly ms: number }
  | { readonly kind: 'timer'; readonly timer: FeedTimer };

export type FeedEffect =
  | { readonly kind: 'take-token'; readonly round: number }
  | { readonly kind: 'open-socket'; readonly round: number; readonly token: string }
  | { readonly kind: 'lose-socket' }
  | { readonly kind: 'say-init' }
  /** `nth` on this socket, from 1. */
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly nth: number }
  /** What changed until now may not have been pushed; and it is time to ask about that another way. */
  | { readonly kind: 'missed' | 'ask-missed' }
  | { readonly kind: 'set-timer'; readonly timer: FeedTimer; readonly ms: number }
  | { readonly kind: 'clear-timer'; readonly timer: FeedTimer };

export type FeedStep = readonly [Feed, readonly FeedEffect[]];

/** What the reducer may know of the world. */
export type FeedWorld = {
  /** The device's clock. */
  readonly nowMs: number;
  /** From 0 up to, not including, 1. */
  readonly chance: number;
};

export const stoppedFeed: Feed = { round: 0, outlook: firstOutlook, phase: { kind: 'stopped' } };

/** Whether changes are pushed by the feed, as far as this phone can tell, and nothing makes it doubt that. */
export const isFlowingSurely = ({ phase }: Feed): boolean =>
  phase.kind === 'flowing' && (phase.renewal === undefined || phase.renewal.heard);
