import type { PublicLot, WelcomeMessage } from '@gaveldrop/protocol';
import type { EpochMs } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import { type Connection, isLiveSurely, isUnsure } from './connection-state.ts';
import type { ClientPorts, FeedOptions, Hint } from './drop-client-api.ts';
import { feedDriver } from './feed-driver.ts';
import { isFlowingSurely } from './feed-state.ts';
import type { NamedTimers } from './named-timers.ts';
import { type SnapshotPace, snapshotReader } from './snapshot-reader.ts';
import type { Turn } from './turns.ts';

/** What the keeper of pushes needs of the client around it. */
export type PushKeeperPorts = {
  readonly ports: ClientPorts;
  readonly timers: NamedTimers;
  readonly turn: Turn;
  serverNowMs(): EpochMs;
  /** How far off that may be, either way; infinite before the first answer. */
  clockDoubtMs(): number;
  connection(): Connection;
  lots(): readonly PublicLot[];
  /** A message that the feed brought, as text. */
  onText(text: string): void;
  /** What the feed brought is no frame of its protocol. */
  onInvalid(message: string): void;
  onRefused(code: string, message: string): void;
  /** The connection is live, and should be asked what nobody pushed; `onPing` is then told. */
  askMissed(): void;
  onSnapshot(lots: readonly PublicLot[]): void;
};

/** Sees to it that changes reach this phone: by the feed, or where there is none by the connection; else by snapshots. */
export type PushKeeper = {
  isPushed(): boolean;
  /** Goes on with whatever the connection has come to. */
  follow(): void;
  onHint(hint: Hint): void;
  /** A welcome said how changes come to this phone, or did not say. */
  onPushedBy(pushedBy: WelcomeMessage['pushedBy']): void;
  /** The saleroom said over how long a return of all should be spread. */
  onSpread(ms: number): void;
  /** The connection died in silence: the feed's socket may have too. */
  onNetworkDoubted(): void;
  /** A fresh connection was welcomed. */
  onLive(): void;
  /** A ping was sent; perhaps one that asks what nobody pushed. */
  onPing(sentAtMs: number, asksMissed: boolean): void;
  /** An error answered some message of this phone, perhaps that ping. */
  onUnanswered(): void;
  /** A pong to a ping of `sentAtMs` brought these lots, which are not shown yet. */
  onPong(sentAtMs: number, lots: readonly PublicLot[], serverNowMs: EpochMs): void;
  /** Reads snapshots until what pushes surely lives again. */
  rush(): void;
};

/** A keeper of what is pushed to one phone. */
export function pushKeeper(options: FeedOptions | undefined, given: PushKeeperPorts): PushKeeper {
  const { ports, timers, turn } = given;
  /** Since when, by the server's clock, the feed should have told every change. */
  let tellsSinceMs = Number.POSITIVE_INFINITY;
  /** The ping that asks what was missed, while no pong answered it. */
  let missedAsked: { readonly sentAtMs: number; readonly pongsLeft: number } | undefined;
  /** The round whose `hello` went before something was missed: its welcome does not tell that. */
  let helloFromBefore: number | undefined;
  /** Pings of one instant cannot be told apart by their pongs: then all of these must come. */
  let newestPings = { sentAtMs: Number.NaN, count: 0 };

  const isWanted = (): boolean => {
    const { kind } = given.connection().phase;
    return kind !== 'stopped' && kind !== 'refused';
  };
  const isLive = (): boolean => given.connection().phase.kind === 'live';
  /** Of a saleroom that does not say, a phone that was given a feed takes it that changes come by that. */
  let pushedBy: WelcomeMessage['pushedBy'];
  const isByConnection = (): boolean =>
    (pushedBy ?? (feed === undefined ? 'connection' : 'feed')) === 'connection';
  const isFlowing = (): boolean => feed !== undefined && isFlowingSurely(feed.feed());
  const isPushed = (): boolean => {
    if (isByConnection()) return isLiveSurely(given.connection());
    return isFlowing() && !snapshots.isBehind();
  };

  const onMissed = (): void => {
    tellsSinceMs = given.serverNowMs();
    const { phase, round } = given.connection();
    helloFromBefore = phase.kind === 'greeting' ? round : undefined;
    missedAsked = undefined;
    readMissed();
  };
  /** The connection may be dead in silence: then the snapshot tells, a little later than a pong would. */
  const readMissed = (): void => {
    const doubtMs = Math.max(clientLimits.stampDoubtMs, given.clockDoubtMs());
    snapshots.catchUp(given.serverNowMs() + doubtMs);
  };
  const onAskMissed = (): void => {
    if (snapshots.isBehind() && isLive()) given.askMissed();
  };
  const { onText, onInvalid, onRefused } = given;
  const feed =
    options &&
    feedDriver(options, ports, timers, turn, { onText, onInvalid, onRefused, onMissed, onAskMissed });

  const snapshots = snapshotReader({
    ...{ ports, timers, turn },
    // Without the feed that there should be, the connection at least tells what is asked.
    isUnsure: () => (isByConnection() || feed === undefined ? isUnsure(given.connection()) : !isFlowing()),
    spreadMs: () => given.connection().outlook.spreadMs,
    pace(): SnapshotPace {
      const { visible, offline } = given.connection().outlook;
      // A device that says it has no network is not believed while the connection lives, or the feed.
      const hasNetwork = !offline || isLive() || isFlowing();
      if (isPushed() || !visible || !hasNetwork) return 'never';
      return given.lots().some(({ status }) => status === 'open') ? 'often' : 'now-and-then';
    },
    onSnapshot: (lots) => given.onSnapshot(lots),
  });

  const onMissedAnswered = (): void => {
    missedAsked = undefined;
    snapshots.caughtUp();
    timers.clear('missed again');
  };
  const isNews = (lot: PublicLot): boolean => {
    const held = given.lots().find(({ number }) => number === lot.number);
    return held === undefined || (lot.sequence > held.sequence && faceOf(lot) !== faceOf(held));
  };

  return {
    isPushed,
    follow() {
      // The feed is for whom the saleroom lets in.
      if (isWanted()) {
        feed?.dispatch({ kind: 'start' });
        snapshots.pace();
        return;
      }
      feed?.dispatch({ kind: 'stop' });
      snapshots.stop();
      missedAsked = undefined;
      timers.clear('missed again');
    },
    onHint: (hint) => feed?.dispatch({ kind: 'hint', hint }),
    onPushedBy(told) {
      pushedBy = told;
    },
    onSpread: (ms) => feed?.dispatch({ kind: 'spread', ms: Math.ceil(ms / clientLimits.feedSpreadShare) }),
    onNetworkDoubted: () => feed?.dispatch({ kind: 'doubted' }),
    onLive() {
      if (given.connection().round !== helloFromBefore) {
        onMissedAnswered();
        return;
      }
      // Only since this welcome the phone may know what time it is.
      if (snapshots.isBehind()) readMissed();
      onAskMissed();
    },
    onPing(sentAtMs, asksMissed) {
      const count = sentAtMs === newestPings.sentAtMs ? newestPings.count + 1 : 1;
      newestPings = { sentAtMs, count };
      if (asksMissed) missedAsked = { sentAtMs, pongsLeft: count };
    },
    onUnanswered() {
      if (missedAsked === undefined) return;
      const ms = Math.floor(clientLimits.missedAgainMs * (1 + ports.random()));
      timers.set('missed again', ms, onAskMissed);
    },
    onPong(sentAtMs, lots, serverNowMs) {
      if (sentAtMs === missedAsked?.sentAtMs) {
        const pongsLeft = missedAsked.pongsLeft - 1;
        if (pongsLeft === 0) onMissedAnswered();
        else missedAsked = { sentAtMs, pongsLeft };
      }
      const untoldMs = serverNowMs - clientLimits.feedLateMs;
      const isUntold = ({ committedAtMs }: PublicLot): boolean =>
        committedAtMs > tellsSinceMs && committedAtMs < untoldMs;
      if (lots.some((lot) => isUntold(lot) && isNews(lot))) feed?.dispatch({ kind: 'doubted' });
    },
    rush: () => snapshots.rush(),
  };
}

/** All that anyone is told of: a lot that changed in nothing else is pushed to nobody. */
const faceOf = (lot: PublicLot): string => JSON.stringify({ ...lot, sequence: 0, committedAtMs: 0 });
