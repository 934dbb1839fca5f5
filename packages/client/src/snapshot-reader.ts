import type { PublicLot } from '@gaveldrop/protocol';
import { clientLimits } from './client-limits.ts';
import type { ClientPorts, ReadSnapshot, SnapshotWanted } from './drop-client-api.ts';
import type { NamedTimers } from './named-timers.ts';
import { isSaleroomProblem } from './saleroom-problem.ts';
import type { Turn } from './turns.ts';

/** How often the snapshot should be read at present. */
export type SnapshotPace = 'never' | 'now-and-then' | 'often';

export type SnapshotReaderPorts = {
  readonly ports: Pick<ClientPorts, 'random' | 'readSnapshot'>;
  readonly timers: NamedTimers;
  readonly turn: Turn;
  /** Whether changes may come that nobody pushes. */
  isUnsure(): boolean;
  /** Over how long a return of all phones is wanted to be spread; 0 until that is said. */
  spreadMs(): number;
  pace(): SnapshotPace;
  onSnapshot(lots: readonly PublicLot[]): void;
};

/** Reads the public snapshot, which tells how things stand while nothing is pushed. */
export type SnapshotReader = {
  /**
   * Reads fresh ones, one after another until it is sure again, so that what is shown in between is about a round trip old.
   * One phone of a large crowd reads kept ones, a second apart; at its place among all a fresh one too, if none of those told.
   */
  rush(): void;
  /**
   * Something was missed, which a snapshot tells that is stamped at an instant of the server's clock, or later: reads a kept one in a
   * moment, when it should be. Where it is not, or one is under way then, the next at the usual pace may tell.
   */
  catchUp(toldFromMs: number): void;
  /** Nothing is missed any more: something else told it. */
  caughtUp(): void;
  /** Nothing has told yet what was missed: no reading stamped since. */
  isBehind(): boolean;
  /** Takes up the pace there should be at present. */
  pace(): void;
  /** Reads no more, and takes nothing that was asked for. */
  stop(): void;
};

/** What came of a reading. */
type Outcome =
  | { readonly kind: 'told'; readonly snapshot: ReadSnapshot }
  | { readonly kind: 'failed' | 'too-many' };

/** A rush of a crowd's phone, and whether a kept reading begun in it told anything. */
type CrowdRush = { hasTold: boolean };

/** A reader of one drop's snapshot. */
export function snapshotReader(given: SnapshotReaderPorts): SnapshotReader {
  const { ports, timers, turn } = given;
  let pace: SnapshotPace = 'never';
  /** The newest fresh reading of the rush there is. */
  let freshest: object | undefined;
  /** The kept reading under way. */
  let reading: object | undefined;
  let crowdRush: CrowdRush | undefined;
  /** From when a snapshot is that tells what was missed, while nothing did, by the server's clock. */
  let toldFromMs: number | undefined;
  let stops = 0;

  /** Shows what is told, however late, unless the client was stopped meanwhile. */
  const read = async (wanted: SnapshotWanted, onOutcome: (kind: Outcome['kind']) => void): Promise<void> => {
    const stopsBefore = stops;
    const outcome = await outcomeOf(ports, wanted);
    turn(() => {
      if (stops !== stopsBefore) return;
      if (outcome.kind === 'told') take(outcome.snapshot);
      onOutcome(outcome.kind);
    });
  };

  const caughtUp = (): void => {
    toldFromMs = undefined;
    timers.clear('snapshot once more');
  };
  /** An edge whose saleroom is away may go on with what it has, and a browser keeps some too: only the stamp says from when one is. */
  const take = ({ serverNowMs, lots }: ReadSnapshot): void => {
    if (toldFromMs !== undefined && serverNowMs >= toldFromMs) caughtUp();
    given.onSnapshot(lots);
  };

  const endFresh = (): void => {
    freshest = undefined;
    timers.clear('fresh snapshot');
  };
  const endRush = (): void => {
    endFresh();
    crowdRush = undefined;
    timers.clear('kept snapshot');
    timers.clear('end of the rush');
  };

  /**
   * The next is read after `apartMs` when this one is over then, whatever came of it: a device may say that it has a network
   * before that works. One that hangs is overtaken.
   */
  const readFresh = (apartMs: number): void => {
    const own = {};
    freshest = own;
    let [isDue, isRead] = [false, false];
    const goOn = (): void => {
      if (!given.isUnsure()) endRush();
      else if (crowdRush?.hasTold) endFresh();
      else readFresh(freshApartMs(given.spreadMs()));
    };
    timers.set('fresh snapshot', apartMs, () => {
      if (isRead) {
        goOn();
        return;
      }
      isDue = true;
      timers.set('fresh snapshot', Math.max(0, clientLimits.snapshotOvertakenMs - apartMs), goOn);
    });
    void read('fresh', (kind) => {
      if (freshest !== own) return;
      isRead = true;
      if (kind === 'too-many') endFresh();
      else if (isDue) goOn();
    });
  };

  /** What hangs, since the network went away or before it works, tells nothing soon: the next does not wait for it. */
  const rushKept = (): void => {
    reading = undefined;
    readKept();
    timers.set('kept snapshot', clientLimits.snapshotOvertakenMs, () => {
      if (given.isUnsure()) rushKept();
      else endRush();
    });
  };

  const rush = (): void => {
    const { freshSpreadShare, rushMs, snapshotsApartMs } = clientLimits;
    const spreadMs = given.spreadMs();
    const placeMs = Math.floor((ports.random() * spreadMs) / freshSpreadShare);
    // The second has a place of its own among all seconds: those who were hinted at once are not to stay together.
    const apartMs = Math.max(snapshotsApartMs, Math.floor(ports.random() * freshApartMs(spreadMs)));
    endRush();
    timers.set('end of the rush', placeMs + rushMs, endRush);
    if (spreadMs / freshSpreadShare > snapshotsApartMs) {
      crowdRush = { hasTold: false };
      rushKept();
    }
    if (placeMs === 0) {
      readFresh(apartMs);
      return;
    }
    timers.set('fresh snapshot', placeMs, () => {
      if (!given.isUnsure()) endRush();
      else if (placeMs <= snapshotsApartMs || !crowdRush?.hasTold) readFresh(apartMs);
    });
  };

  /** One that hangs is not waited for by the next for ever, but neither do they heap up. */
  const readKept = (): void => {
    if (reading !== undefined) return;
    const own = {};
    reading = own;
    const isOver = (): void => {
      if (reading !== own) return;
      reading = undefined;
      timers.clear('snapshot given up');
    };
    timers.set('snapshot given up', clientLimits.snapshotWaitMs, isOver);
    const during = crowdRush;
    void read('kept', (kind) => {
      if (kind === 'told' && during !== undefined) during.hasTold = true;
      isOver();
    });
  };

  const waitMs = (): number => {
    const { snapshotEveryMs, idleSnapshotEveryMs } = clientLimits;
    const leastMs = pace === 'often' ? snapshotEveryMs : idleSnapshotEveryMs;
    return Math.floor(leastMs * (1 + ports.random()));
  };
  const readAgainAfter = (ms: number): void =>
    timers.set('snapshot', ms, () => {
      readKept();
      readAgainAfter(waitMs());
    });

  return {
    rush() {
      if (ports.readSnapshot !== undefined) rush();
    },
    catchUp(fromMs) {
      toldFromMs = fromMs;
      timers.set('snapshot once more', clientLimits.snapshotAgeMaxMs, readKept);
    },
    caughtUp,
    isBehind: () => toldFromMs !== undefined,
    pace() {
      const next = ports.readSnapshot === undefined ? 'never' : given.pace();
      if (next === pace) return;
      pace = next;
      timers.clear('snapshot');
      if (pace !== 'never') readAgainAfter(Math.floor(waitMs() / 2));
    },
    stop() {
      stops += 1;
      endRush();
      caughtUp();
      pace = 'never';
      timers.clear('snapshot');
      reading = undefined;
      timers.clear('snapshot given up');
    },
  };
}

/** How far apart one phone's fresh readings are, so that those of all together stay below what the saleroom lets through. */
const freshApartMs = (spreadMs: number): number =>
  Math.max(clientLimits.snapshotsApartMs, Math.ceil(spreadMs / clientLimits.freshAgainSpreadShare));

async function outcomeOf(ports: Pick<ClientPorts, 'readSnapshot'>, wanted: SnapshotWanted): Promise<Outcome> {
  try {
    const snapshot = await ports.readSnapshot?.(wanted);
    return snapshot === undefined ? { kind: 'failed' } : { kind: 'told', snapshot };
  } catch (problem) {
    // It would only have been sooner: the welcome, or the next reading, says the same.
    return { kind: isSaleroomProblem(problem) && problem.status === 429 ? 'too-many' : 'failed' };
  }
}
