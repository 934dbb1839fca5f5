import { type EpochMs, epochMs } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';

/** One message and its answer, each end by the device's clock, and the server's clock in between. */
export type RoundTrip = {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly serverNowMs: number;
};

/** The server's clock as far as round trips tell it. */
export type ServerClock = {
  /** Newest last. */
  readonly roundTrips: readonly RoundTrip[];
  /** What the clock was last read as: it is never read as less. */
  readonly floorMs: number;
};

export const unknownClock: ServerClock = { roundTrips: [], floorMs: 0 };

const lengthMs = (trip: RoundTrip): number => trip.receivedAtMs - trip.sentAtMs;
/** What to add to the device's clock, if the way there took as long as the way back; wrong by half the length at most. */
const offsetMs = (trip: RoundTrip): number => trip.serverNowMs - (trip.sentAtMs + trip.receivedAtMs) / 2;

/** The quickest is the one that can be the least wrong; of two alike, the newer. */
function best(roundTrips: readonly RoundTrip[]): RoundTrip | undefined {
  let found: RoundTrip | undefined;
  for (const trip of roundTrips) if (!found || lengthMs(trip) <= lengthMs(found)) found = trip;
  return found;
}

function estimateMs(roundTrips: readonly RoundTrip[], nowMs: number): number {
  const trip = best(roundTrips);
  return Math.max(0, Math.round(trip === undefined ? nowMs : nowMs + offsetMs(trip)));
}

/** The clock after one more round trip; one that says nothing, because the device's clock jumped in it, is left out. */
export function withRoundTrip(clock: ServerClock, trip: RoundTrip): ServerClock {
  if (lengthMs(trip) < 0 || lengthMs(trip) > clientLimits.clockRoundTripMaxMs) return clock;
  const kept = clock.roundTrips.filter((earlier) => agree(earlier, trip) && isRecent(earlier, trip));
  const roundTrips = [...kept, trip].slice(-clientLimits.clockSamplesMax);
  const fromFloorMs = clock.floorMs - estimateMs(roundTrips, trip.receivedAtMs);
  const floorMs = fromFloorMs > clientLimits.clockStandStillMaxMs ? 0 : clock.floorMs;
  return { roundTrips, floorMs };
}

/** Each bounds the offset to half its length; bounds that lie apart mean that the device's clock was set in between. */
function agree(earlier: RoundTrip, later: RoundTrip): boolean {
  const apartMs = Math.abs(offsetMs(earlier) - offsetMs(later));
  return apartMs <= (lengthMs(earlier) + lengthMs(later)) / 2 + clientLimits.clockDisagreeMaxMs;
}

const isRecent = (earlier: RoundTrip, later: RoundTrip): boolean =>
  Math.abs(later.receivedAtMs - earlier.receivedAtMs) <= clientLimits.clockSampleAgeMaxMs;

/**
 * The server's time at a device's time, and the clock to read next. It stands still rather than run backwards, unless it
 * would have to stand still for more than two seconds: then the device's clock had been wrong.
 */
export function readClock(clock: ServerClock, nowMs: number): readonly [EpochMs, ServerClock] {
  const readMs = Math.max(clock.floorMs, estimateMs(clock.roundTrips, nowMs));
  return [epochMs(readMs), { ...clock, floorMs: readMs }];
}
