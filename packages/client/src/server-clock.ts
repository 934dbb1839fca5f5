import { type EpochMs, epochMs } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';

/** One message and its answer, each end by the device's clock, and the server's clock in between. */
export type RoundTrip = {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  /** When the message had come, if the server says. */
  readonly serverReceivedAtMs?: number | undefined;
  /** When the answer went off. */
  readonly serverNowMs: number;
};

/** The server's clock as far as round trips tell it. */
export type ServerClock = {
  /** Newest last. */
  readonly roundTrips: readonly RoundTrip[];
  /** What to add to the device's clock; 0 while nothing is known. */
  readonly offsetMs: number;
  /** How far off that may be, either way. */
  readonly doubtMs: number;
  /** The newest round trip says otherwise than those before it: the device's clock may have been set. */
  readonly contradicted: boolean;
  /** What the clock was last read as, since it is known: it is never read as less. */
  readonly floorMs: number;
};

export const unknownClock: ServerClock = {
  roundTrips: [],
  offsetMs: 0,
  doubtMs: Number.POSITIVE_INFINITY,
  contradicted: false,
  floorMs: 0,
};

/** Between what and what an offset lies. */
type Bounds = { readonly leastMs: number; readonly mostMs: number };

const lengthMs = (trip: RoundTrip): number => trip.receivedAtMs - trip.sentAtMs;
const midMs = ({ leastMs, mostMs }: Bounds): number => (leastMs + mostMs) / 2;
const width = ({ leastMs, mostMs }: Bounds): number => mostMs - leastMs;
const nothingKnown: Bounds = { leastMs: Number.NEGATIVE_INFINITY, mostMs: Number.POSITIVE_INFINITY };

/**
 * The message came after it was sent, the answer went off before it was received; what the server did in between does not
 * count. Both clocks leave out what is less than a millisecond.
 */
function boundsOf({ sentAtMs, receivedAtMs, serverReceivedAtMs, serverNowMs }: RoundTrip): Bounds {
  const [one, other] = [
    serverNowMs - receivedAtMs - 1,
    Math.min(serverReceivedAtMs ?? serverNowMs, serverNowMs) - sentAtMs + 1,
  ];
  // Who stamped its coming and who answered it have clocks of their own: on a quick way they may lie further apart than it is long.
  return { leastMs: Math.min(one, other), mostMs: Math.max(one, other) };
}

/** How far the device's clock may have drifted from one instant to another. */
const driftMs = (fromMs: number, toMs: number): number =>
  (Math.abs(toMs - fromMs) * clientLimits.clockDriftPpm) / 1_000_000;

/** What a round trip says about a later instant. */
function boundsAt(trip: RoundTrip, nowMs: number): Bounds {
  const { leastMs, mostMs } = boundsOf(trip);
  const drifted = driftMs(trip.receivedAtMs, nowMs);
  return { leastMs: leastMs - drifted, mostMs: mostMs + drifted };
}

/**
 * Between what lies what to add to the device's clock. The lowest round trip bounds it best, unless a newer one is about as quick; the others
 * narrow that from either side, for a way there and a way back seldom are at their quickest together.
 */
function boundsOfAll(roundTrips: readonly RoundTrip[], nowMs: number): Bounds {
  const widened = roundTrips.map((trip) => boundsAt(trip, nowMs));
  const [best, ...others] = widened.reverse().sort((one, other) => width(one) - width(other));
  return best === undefined ? nothingKnown : others.reduce(narrowed, best);
}

/** What both bounds allow. Some that allow nothing together were stamped by two servers whose clocks differ: the tighter stand. */
function narrowed(some: Bounds, others: Bounds): Bounds {
  const leastMs = Math.max(some.leastMs, others.leastMs);
  const mostMs = Math.min(some.mostMs, others.mostMs);
  return leastMs <= mostMs ? { leastMs, mostMs } : some;
}

/** How much lies between two bounds; not above 0 where they overlap. */
const apartMs = (some: Bounds, others: Bounds): number =>
  Math.max(some.leastMs - others.mostMs, others.leastMs - some.mostMs);

/** A round trip is no guess: however late or crooked it was, only a clock that was set, or another server's, contradicts it. */
const contradicts = (some: Bounds, others: Bounds): boolean =>
  apartMs(some, others) > clientLimits.clockServersApartMs;

/**
 * The round trips since the device's clock was set, newest last. It was when two of them contradict all before them, and
 * nothing since contradicts these two; one alone may be another server's.
 */
function sinceSet(roundTrips: readonly RoundTrip[], nowMs: number): readonly RoundTrip[] {
  const bounds = roundTrips.map((trip) => boundsAt(trip, nowMs));
  const newest = bounds.at(-1) ?? nothingKnown;
  const from = bounds.findIndex((first, place) => {
    if (place === 0 || place === bounds.length - 1) return false;
    const before = boundsOfAll(roundTrips.slice(0, place), nowMs);
    const isAgreed = bounds
      .slice(place)
      .every((one) => !contradicts(one, first) && !contradicts(one, newest));
    return isAgreed && contradicts(first, before) && contradicts(newest, before);
  });
  return from === -1 ? roundTrips : roundTrips.slice(from);
}

const estimateMs = (offsetMs: number, nowMs: number): number => Math.max(0, Math.round(nowMs + offsetMs));

/** The clock after one more round trip; one that says nothing, because the device's clock jumped in it, is left out. */
export function withRoundTrip(clock: ServerClock, trip: RoundTrip): ServerClock {
  if (lengthMs(trip) < 0 || lengthMs(trip) > clientLimits.clockRoundTripMaxMs) return clock;
  const kept = clock.roundTrips.filter((earlier) => agree(earlier, trip) && isRecent(earlier, trip));
  const nowMs = trip.receivedAtMs;
  const roundTrips = sinceSet([...kept, trip].slice(-clientLimits.clockSamplesMax), nowMs);
  const bounds = boundsOfAll(roundTrips, nowMs);
  const offsetMs = midMs(bounds);
  const fromFloorMs = clock.floorMs - estimateMs(offsetMs, nowMs);
  const floorMs = fromFloorMs > clientLimits.clockStandStillMaxMs ? 0 : clock.floorMs;
  const contradicted = contradicts(boundsOf(trip), bounds);
  return { roundTrips, offsetMs, doubtMs: width(bounds) / 2, contradicted, floorMs };
}

/** Bounds that lie well apart mean that the device's clock was set in between. */
const agree = (earlier: RoundTrip, later: RoundTrip): boolean =>
  apartMs(boundsOf(earlier), boundsOf(later)) <= clientLimits.clockDisagreeMaxMs;

const isRecent = (earlier: RoundTrip, later: RoundTrip): boolean =>
  Math.abs(later.receivedAtMs - earlier.receivedAtMs) <= clientLimits.clockSampleAgeMaxMs;

/**
 * The server's time at a device's time, and the clock to read next. Once it is known it stands still rather than run
 * backwards, unless it would have to stand still for more than two seconds: then the device's clock had been wrong.
 * Before the first round trip it is the device's, which binds nothing.
 */
export function readClock(clock: ServerClock, nowMs: number): readonly [EpochMs, ServerClock] {
  const readMs = Math.max(clock.floorMs, estimateMs(clock.offsetMs, nowMs));
  const floorMs = clock.roundTrips.length === 0 ? clock.floorMs : readMs;
  return [epochMs(readMs), { ...clock, floorMs }];
}

/**
 * Whether the device's clock must have been set since the last round trip, going by a message that was stamped on the
 * server and has just come: it cannot come before it was sent, and does not take long.
 */
export function isClockDoubtful(clock: ServerClock, stampMs: number, nowMs: number): boolean {
  if (clock.roundTrips.length === 0) return false;
  const aheadMs = estimateMs(clock.offsetMs, nowMs) - stampMs;
  return aheadMs < -clientLimits.clockBehindMaxMs || aheadMs > clientLimits.clockAheadMaxMs;
}
