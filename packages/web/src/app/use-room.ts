import type { ConnectionState, OwnBid } from '@gaveldrop/client';
import type { PublicCatalogueEntry, PublicDrop, PublicLot } from '@gaveldrop/protocol';
import type { DropId, EpochMs, PaddleNumber } from '@gaveldrop/units';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { afterMs, deviceRandom } from './device-clock.ts';
import { mergeLots } from './merge-lots.ts';
import { usePage } from './page.tsx';
import { readUntilRead } from './read-until-read.ts';
import type { Trouble } from './trouble.ts';
import { type LiveDrop, useDropClient } from './use-drop-client.ts';
import { useRead } from './use-read.ts';
import { useSnapshots } from './use-snapshots.ts';

/** A drop as this page sees it now, whether over a connection of its own or by looking at snapshots. */
export type Room = {
  readonly drop: PublicDrop | undefined;
  readonly catalogue: readonly PublicCatalogueEntry[];
  /** By number. */
  readonly lots: readonly PublicLot[];
  readonly connection: ConnectionState | { readonly kind: 'watching' };
  readonly paddleNumber: PaddleNumber | undefined;
  /** This page's own bids, newest last. */
  readonly bids: readonly OwnBid[];
  readonly live: LiveDrop | undefined;
  readonly trouble: Trouble | undefined;
  readonly serverNowMs: () => EpochMs;
  /** Connects anew, after something about this person has changed. */
  readonly rejoin: () => void;
  readonly readAgain: () => void;
};

/** How soon a lot whose catalogue entry is missing is looked up again. */
const entryRetryMs = 2_000;

/** How soon, up to twice as much, a snapshot that could not be read is asked for again: thousands may have failed together. */
const restRetryMs = 10_000;

const noBids: readonly OwnBid[] = [];
const noEntries: readonly PublicCatalogueEntry[] = [];
const noLots: readonly PublicLot[] = [];

/** The drop with this id. */
export function useRoom(dropId: DropId): Room {
  const { http } = usePage();
  const [round, setRound] = useState(0);
  const drop = useRead(useCallback(() => http.readDrop(dropId), [http, dropId]));
  const catalogue = useRead(useCallback(() => http.listLots(dropId), [http, dropId]));
  const live = useDropClient(dropId, round);
  // Whom the saleroom does not let in may still watch.
  const watching = live === undefined || live.state.connection.kind === 'refused';
  const snapshots = useSnapshots(dropId, watching);

  const welcomed = live?.state.welcomed === true;
  const liveLots = live?.state.lots ?? noLots;
  const lots = useMemo(() => mergeLots(snapshots.lots, liveLots), [snapshots.lots, liveLots]);
  const entries = catalogue.value ?? noEntries;
  useReadForUnknownLots(lots, catalogue.value, catalogue.again);
  useReadForCorrections(lots, catalogue.again);
  useRestOfLots(dropId, live);

  return {
    drop: drop.value,
    catalogue: entries,
    lots,
    connection: live?.state.connection ?? { kind: 'watching' },
    paddleNumber: live?.state.you?.paddleNumber,
    bids: live?.state.bids ?? noBids,
    live,
    trouble: drop.trouble ?? catalogue.trouble,
    serverNowMs: welcomed ? live.client.serverNowMs : snapshots.serverNowMs,
    rejoin: useCallback(() => setRound((before) => before + 1), []),
    readAgain: () => {
      drop.again();
      catalogue.again();
    },
  };
}

/** A scheduled lot that moves on was corrected: its entry, written just after it, says something else now. */
function useReadForCorrections(lots: readonly PublicLot[], readAgain: () => void): void {
  const corrections = lots
    .filter(({ status }) => status === 'scheduled')
    .reduce((sum, { sequence }) => sum + sequence - 1, 0);
  useEffect(
    () => (corrections === 0 ? undefined : afterMs(entryRetryMs, readAgain)),
    [corrections, readAgain],
  );
}

/** What of a long drop did not fit the welcome comes from the snapshot, which is read until it can be. */
function useRestOfLots(dropId: DropId, live: LiveDrop | undefined): void {
  const { http } = usePage();
  const client = live?.client;
  const more = live?.state.more === true;
  useEffect(() => {
    if (!more || client === undefined) return undefined;
    return readUntilRead(
      () => http.snapshot(dropId),
      ({ lots }) => client.mergeSnapshot(lots),
      (call) => afterMs(restRetryMs * (1 + deviceRandom()), call),
    );
  }, [more, client, http, dropId]);
}

/** A lot that the catalogue here lacks was added since it was read. */
function useReadForUnknownLots(
  lots: readonly PublicLot[],
  entries: readonly PublicCatalogueEntry[] | undefined,
  readAgain: () => void,
): void {
  const highest = lots.at(-1)?.number ?? 0;
  const missing = entries !== undefined && highest > (entries.at(-1)?.number ?? 0);
  useEffect(() => {
    if (!missing) return undefined;
    readAgain();
    // A lot is seen a moment before its entry can be read.
    const timer = setInterval(readAgain, entryRetryMs);
    return () => clearInterval(timer);
  }, [missing, readAgain]);
}
