import { isLive, type Lot } from '@gaveldrop/bidding';
import type { CommittedChange } from '@gaveldrop/saleroom';
import { assert, type LotId } from '@gaveldrop/units';
import type { FunctionName, Instance } from './function-pool.ts';
import type { World } from './world.ts';

/** The stream of committed changes, to each reader in each lot's order; and the index of open lots, which trails too. */
export type LotStream = {
  /** To be called whenever lots may have been written. */
  flow(): void;
  openLots(): Promise<readonly LotId[]>;
};

/** What has been committed of one lot, and how far one reader is with it. */
type Lane = { readonly changes: CommittedChange[]; done: number; busy: boolean };
type Reader = {
  readonly of: FunctionName;
  readonly wants: (lot: Lot) => boolean;
  readonly handle: (instance: Instance, change: CommittedChange) => Promise<unknown>;
  readonly lanes: Map<LotId, Lane>;
};

const batchMax = 100;
/** How far behind the index may be. */
const indexTrailsMaxMs = 3_000;

export function createLotStream(world: () => World): LotStream {
  let flowed = 0;
  const indexed: { readonly atMs: number; readonly lot: Lot }[] = [];
  const readers: readonly Reader[] = [
    {
      of: 'record',
      wants: () => true,
      handle: ({ ports }, change) => world().saleroom.recordChange(ports, change),
      lanes: new Map(),
    },
    {
      of: 'settle',
      wants: ({ status }) => status === 'sold',
      handle: ({ ports }, { after }) => world().saleroom.settleLot(ports, after),
      lanes: new Map(),
    },
  ];

  const read = (reader: Reader, lane: Lane): void => {
    const { scheduler, functions, faults, choices } = world();
    if (lane.busy || lane.done >= lane.changes.length) return;
    lane.busy = true;
    if (faults.strikes('streamStalled')) {
      scheduler.after(choices.whole(1_000, 8_000), () => {
        lane.busy = false;
        read(reader, lane);
      });
      return;
    }
    const from = lane.done;
    const batch = lane.changes.slice(from, from + batchMax);
    let handled = 0;
    const next = (afterMs: number): void => {
      lane.busy = false;
      scheduler.after(afterMs, () => read(reader, lane));
    };
    functions.invoke({
      of: reader.of,
      handle: async (instance) => {
        for (const change of batch) {
          await reader.handle(instance, change);
          handled += 1;
        }
      },
      done: () => {
        // A checkpoint that is lost brings the batch again, or some of it.
        lane.done = from + (faults.strikes('streamRepeated') ? choices.whole(0, handled) : handled);
        next(choices.whole(1, 40));
      },
      failed: () => {
        // What was handled may be reported as such, or all of it is delivered again.
        lane.done = from + (choices.happens(0.5) ? handled : 0);
        next(choices.whole(100, 1_000));
      },
    });
  };

  return {
    flow: () => {
      const { scheduler, faults, choices, stores } = world();
      for (; flowed < stores.lots.images.length; flowed += 1) {
        const change = stores.lots.images[flowed];
        assert(change !== undefined, 'the stream has no gaps');
        indexed.push({ atMs: scheduler.nowMs(), lot: change.after });
        for (const reader of readers) {
          if (!reader.wants(change.after)) continue;
          const { lotId } = change.after;
          const lane = reader.lanes.get(lotId) ?? { changes: [], done: 0, busy: false };
          reader.lanes.set(lotId, lane);
          lane.changes.push(change);
          const late = faults.strikes('streamLate');
          scheduler.after(late ? choices.whole(300, 6_000) : choices.whole(15, 150), () =>
            read(reader, lane),
          );
        }
      }
    },
    openLots: async () => {
      const { scheduler, faults, choices } = world();
      const trailsMs = faults.strikes('indexStale') ? choices.whole(0, indexTrailsMaxMs) : 0;
      const asOfMs = scheduler.nowMs() - trailsMs;
      const open = new Map<LotId, boolean>();
      for (const { atMs, lot } of indexed) if (atMs <= asOfMs) open.set(lot.lotId, isLive(lot));
      return [...open].filter(([, live]) => live).map(([lotId]) => lotId);
    },
  };
}
