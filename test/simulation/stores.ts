import { memoryAudienceStore } from '@gaveldrop/adapters/memory/memory-audience-store';
import { memoryDropStore } from '@gaveldrop/adapters/memory/memory-drop-store';
import { memoryHistoryStore } from '@gaveldrop/adapters/memory/memory-history-store';
import { memoryLedger } from '@gaveldrop/adapters/memory/memory-ledger';
import { memoryLotStore } from '@gaveldrop/adapters/memory/memory-lot-store';
import { memoryPaddleStore } from '@gaveldrop/adapters/memory/memory-paddle-store';
import { memoryRulesStore } from '@gaveldrop/adapters/memory/memory-rules-store';
import type { Lot } from '@gaveldrop/bidding';
import type { DropId, LotId } from '@gaveldrop/units';
import type { Observation } from './observation.ts';

/** Which write it was that landed. */
export type Author = NonNullable<Extract<Observation, { type: 'lot-committed' }>['by']>;

/** The tables, which all instances share. What they take is told as they take it. */
export function createStores(
  nowMs: () => number,
  tell: (observation: Observation) => void,
  /** Called after every write to a lot. */
  written: () => void,
) {
  const lots = memoryLotStore();
  const history = memoryHistoryStore();
  const ledger = memoryLedger();
  const audience = memoryAudienceStore();
  const rules = memoryRulesStore();
  /** Each lot as it stands, for whoever only looks. */
  const latest = new Map<LotId, Lot>();
  let told = 0;

  const tellCommits = (by: Author | undefined): void => {
    for (; told < lots.images.length; told += 1) {
      const image = lots.images[told];
      if (image === undefined) return;
      const { before, after } = image;
      latest.set(after.lotId, after);
      tell({
        ...{ type: 'lot-committed', atMs: nowMs(), after },
        ...(before === undefined ? {} : { before }),
        ...(by === undefined ? {} : { by }),
      });
    }
  };
  const tellOpenLots = ({ dropId, lotIds, suspendedPaddles }: Parameters<typeof lots.commitOpenLots>[0]) =>
    tell({ type: 'open-lots-committed', atMs: nowMs(), dropId, lotIds, suspendedPaddles });

  const tellShards = async (dropId: DropId): Promise<void> => {
    const shards = await audience.readShards(dropId);
    if (shards !== undefined)
      tell({ type: 'shards-committed', atMs: nowMs(), dropId, shardCount: shards.shardCount });
  };

  return {
    lots,
    latest,
    drops: memoryDropStore(),
    paddles: memoryPaddleStore(),
    rules: {
      read: rules.read,
      write: async (agreement: Parameters<typeof rules.write>[0], lotId: string) => {
        tell({ type: 'lot-agreed', atMs: nowMs(), lotId, agreement });
        await rules.write(agreement);
      },
    },
    writeLot: async <T>(by: Author | undefined, write: () => Promise<T>): Promise<T> => {
      const result = await write();
      tellCommits(by);
      written();
      return result;
    },
    tellOpenLots,
    history: {
      ...history,
      append: async (entry: Parameters<typeof history.append>[0]) => {
        const appended = await history.append(entry);
        if (appended === 'appended') tell({ type: 'history-appended', atMs: nowMs(), entry });
        return appended;
      },
    },
    ledger: {
      ...ledger,
      settle: async (...[lotId, transfers]: Parameters<typeof ledger.settle>) => {
        const settled = await ledger.settle(lotId, transfers);
        const of = transfers[0]?.lotId ?? lotId;
        if (settled === 'settled') tell({ type: 'transfers-kept', atMs: nowMs(), lotId: of, transfers });
        return settled;
      },
    },
    audience: {
      ...audience,
      createShards: async (...of: Parameters<typeof audience.createShards>) => {
        await audience.createShards(...of);
        await tellShards(of[0]);
      },
      growShards: async (...of: Parameters<typeof audience.growShards>) => {
        const grown = await audience.growShards(...of);
        if (grown) await tellShards(of[0]);
        return grown;
      },
      register: async (connection: Parameters<typeof audience.register>[0]) => {
        await audience.register(connection);
        tell({ type: 'connection-registered', atMs: nowMs(), connection: connection.connectionId });
      },
    },
  };
}
export type Stores = ReturnType<typeof createStores>;
