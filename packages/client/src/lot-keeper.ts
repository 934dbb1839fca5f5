import type { PublicLot } from '@gaveldrop/protocol';
import type { EpochMs, LotId, PaddleNumber } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import { contradicts } from './contradicts.ts';
import type { OwnBid } from './drop-client-api.ts';
import {
  doubtLots,
  emptyLotBook,
  type LotBook,
  type LotsMerged,
  lotsInOrder,
  mergeLots,
  mergeWelcome,
} from './lot-book.ts';
import { type HammerTurn, hammerLookInMs, isHammerMissing } from './missing-hammer.ts';
import type { NamedTimers } from './named-timers.ts';

/** What the keeper of lots needs of the client around it. */
export type LotKeeperPorts = {
  nowMs(): number;
  serverNowMs(): EpochMs;
  chance(): number;
  readonly timers: NamedTimers;
  isLive(): boolean;
  /** Over how long a return of all phones is wanted to be spread; 0 until that is said. */
  spreadMs(): number;
  bids(): readonly OwnBid[];
  paddleNumber(): PaddleNumber | undefined;
  /** Lots are in doubt, or a hammer is missing: the server should say how things stand. */
  askAgain(): void;
};

/** Keeps the newest form of each lot, and notices when what it has cannot be all. */
export type LotKeeper = {
  book(): LotBook;
  inOrder(): readonly PublicLot[];
  /** Whether a lot came up that was not known before, since it was last said that the catalogue was read. */
  catalogueStale(): boolean;
  onCatalogueRead(): void;
  /** `live` answers and pushes; a `snapshot` says nothing about the catalogue, as the page asked for it. */
  take(lots: readonly PublicLot[], from: 'live' | 'snapshot'): void;
  takeWelcome(lots: readonly PublicLot[], isFirst: boolean): void;
  /** Looks again at a lot that one of this phone's bids was answered for. */
  checkAgainst(lotId: LotId): void;
  /** Looks for doubts that came up while no one could be asked, and for missing hammers from now on. */
  onLive(): void;
  onSocketLost(): void;
};

/** A keeper without lots. */
export function lotKeeper(ports: LotKeeperPorts): LotKeeper {
  let book = emptyLotBook;
  let inOrder: readonly PublicLot[] = [];
  let stale = false;
  let askedForHammerAtMs: number | undefined;
  /** This phone's place among those who ask for a hammer that none of them heard. */
  let place: number | undefined;
  /** Each lot and sequence is questioned once: the answer to that stands. */
  const questioned = new Set<string>();

  const keep = ({ book: next, taken, disputed }: LotsMerged): void => {
    const changed = next.lots !== book.lots;
    book = next;
    if (changed) inOrder = lotsInOrder(book);
    const paddle = ports.paddleNumber();
    question([...disputed, ...taken.filter((lot) => isContradicted(lot, paddle))]);
    watchForHammer();
  };

  const isContradicted = (lot: PublicLot, paddle: PaddleNumber | undefined): boolean =>
    paddle !== undefined && ports.bids().some((bid) => contradicts(lot, bid, paddle));

  const question = (lots: readonly PublicLot[]): void => {
    const fresh = lots.filter((lot) => !questioned.has(`${lot.number} ${lot.sequence}`));
    if (fresh.length === 0) return;
    for (const lot of fresh) questioned.add(`${lot.number} ${lot.sequence}`);
    book = doubtLots(
      book,
      fresh.map((lot) => lot.number),
    );
    ports.askAgain();
  };

  const hammerTurn = (): HammerTurn => {
    const sinceAskedMs =
      askedForHammerAtMs === undefined ? undefined : Math.max(0, ports.nowMs() - askedForHammerAtMs);
    const crowdMs = Math.ceil(ports.spreadMs() / clientLimits.hammerSpreadShare);
    if (crowdMs > 0) place ??= ports.chance();
    return { sinceAskedMs, apartMs: Math.floor((place ?? 0) * crowdMs), crowdMs };
  };

  const watchForHammer = (): void => {
    ports.timers.clear('hammer');
    if (!ports.isLive()) return;
    const lookInMs = hammerLookInMs(book.lots.values(), ports.serverNowMs(), hammerTurn());
    if (lookInMs !== undefined) ports.timers.set('hammer', lookInMs, lookForHammer);
  };

  const lookForHammer = (): void => {
    if (isHammerMissing(book.lots.values(), ports.serverNowMs(), hammerTurn())) {
      askedForHammerAtMs = ports.nowMs();
      ports.askAgain();
    }
    watchForHammer();
  };

  return {
    book: () => book,
    inOrder: () => inOrder,
    catalogueStale: () => stale,
    onCatalogueRead: () => {
      stale = false;
    },
    take(lots, from) {
      const merged = mergeLots(book, lots);
      if (from === 'live' && merged.added.length > 0) stale = true;
      keep(merged);
    },
    takeWelcome(lots, isFirst) {
      const merged = mergeWelcome(book, lots);
      if (!isFirst && merged.added.length > 0) stale = true;
      keep(merged);
    },
    checkAgainst(lotId) {
      const paddle = ports.paddleNumber();
      question(inOrder.filter((lot) => lot.lotId === lotId && isContradicted(lot, paddle)));
    },
    onLive() {
      if (book.doubted.size > 0) ports.askAgain();
      watchForHammer();
    },
    onSocketLost: () => ports.timers.clear('hammer'),
  };
}
