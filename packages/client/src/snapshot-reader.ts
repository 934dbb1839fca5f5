import type { PublicLot } from '@gaveldrop/protocol';
import { clientLimits } from './client-limits.ts';
import type { ClientPorts, SnapshotWanted } from './drop-client-api.ts';
import type { NamedTimers } from './named-timers.ts';
import type { Turn } from './turns.ts';

/** How often the snapshot should be read at present. */
export type SnapshotPace = 'never' | 'now-and-then' | 'often';

export type SnapshotReaderPorts = {
  readonly ports: Pick<ClientPorts, 'random' | 'readSnapshot'>;
  readonly timers: NamedTimers;
  readonly turn: Turn;
  /** Whether changes may come that nobody pushes. */
  isUnsure(): boolean;
  pace(): SnapshotPace;
  onSnapshot(lots: readonly PublicLot[]): void;
};

/** Reads the public snapshot, which tells how things stand while nothing is pushed. */
export type SnapshotReader = {
  /** Reads fresh ones, one after another until it is sure again, so that what is shown in between is about a round trip old. */
  rush(): void;
  /** Reads a kept one a little later, when it is none from before now. */
  catchUp(): void;
  /** Takes up the pace there should be at present. */
  pace(): void;
  /** Reads no more, and takes nothing that was asked for. */
  stop(): void;
};

const readerTimers = ['snapshot', 'snapshot once more', 'snapshot given up', 'snapshot in a rush'] as const;

/** A reader of one drop's snapshot. */
export function snapshotReader(given: SnapshotReaderPorts): SnapshotReader {
  const { ports, timers, turn } = given;
  let rounds = 0;
  let pace: SnapshotPace = 'never';
  /** The reading under way. */
  let reading: object | undefined;
  let stops = 0;

  /** On a quick network readings are kept apart, or they would be over before the socket from before is given up. */
  const rushOn = async (round: number, left: number): Promise<void> => {
    const isOver = (): boolean => round !== rounds || !given.isUnsure();
    let [isApart, isRead] = [false, false];
    const goOn = (): void => {
      if (isApart && isRead && left > 1 && !isOver()) void rushOn(round, left - 1);
    };
    timers.set('snapshot in a rush', clientLimits.snapshotsApartMs, () => {
      isApart = true;
      goOn();
    });
    const snapshot = await snapshotOrNothing(ports, 'fresh');
    if (snapshot === undefined || isOver()) return;
    turn(() => given.onSnapshot(snapshot.lots));
    isRead = true;
    goOn();
  };

  /** One that hangs since the network went away is not waited for by the next, but neither do they heap up. */
  const readOnce = async (): Promise<void> => {
    if (reading !== undefined) return;
    const own = {};
    const stopsBefore = stops;
    reading = own;
    const isOver = (): void => {
      if (reading !== own) return;
      reading = undefined;
      timers.clear('snapshot given up');
    };
    timers.set('snapshot given up', clientLimits.snapshotWaitMs, isOver);
    const snapshot = await snapshotOrNothing(ports, 'kept');
    turn(() => {
      isOver();
      if (snapshot !== undefined && stops === stopsBefore) given.onSnapshot(snapshot.lots);
    });
  };

  const waitMs = (): number => {
    const { snapshotEveryMs, idleSnapshotEveryMs } = clientLimits;
    const leastMs = pace === 'often' ? snapshotEveryMs : idleSnapshotEveryMs;
    return Math.floor(leastMs * (1 + ports.random()));
  };
  const readAgainAfter = (ms: number): void =>
    timers.set('snapshot', ms, () => {
      void readOnce();
      readAgainAfter(waitMs());
    });

  const catchUp = (): void =>
    timers.set('snapshot once more', clientLimits.snapshotAgeMaxMs, () => {
      // What an older reading brings may be from before.
      if (reading === undefined) void readOnce();
      else catchUp();
    });

  return {
    rush() {
      rounds += 1;
      void rushOn(rounds, clientLimits.snapshotsMax);
    },
    catchUp,
    pace() {
      const next = ports.readSnapshot === undefined ? 'never' : given.pace();
      if (next === pace) return;
      pace = next;
      timers.clear('snapshot');
      if (pace !== 'never') readAgainAfter(Math.floor(waitMs() / 2));
    },
    stop() {
      stops += 1;
      rounds += 1;
      pace = 'never';
      reading = undefined;
      for (const timer of readerTimers) timers.clear(timer);
    },
  };
}

async function snapshotOrNothing(
  ports: Pick<ClientPorts, 'readSnapshot'>,
  wanted: SnapshotWanted,
): Promise<{ readonly lots: readonly PublicLot[] } | undefined> {
  try {
    return await ports.readSnapshot?.(wanted);
  } catch {
    // It would only have been sooner: the welcome, or the next reading, says the same.
    return undefined;
  }
}
