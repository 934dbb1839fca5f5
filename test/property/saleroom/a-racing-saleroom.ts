import type { Lot } from '@gaveldrop/bidding';
import { type CommitResult, createLotCopies, type LotStore } from '@gaveldrop/saleroom';
import { type EpochMs, epochMs, type LotId } from '@gaveldrop/units';
import fc, { type Scheduler } from 'fast-check';
import { anOpenSaleroom, startMs } from '../../unit/saleroom/a-saleroom.ts';

/**
 * What becomes of a commit on its way: nothing (`fine`); the reply is lost; the request is lost; it is given up and lands
 * later; it is throttled.
 */
export type Way = 'fine' | 'reply-lost' | 'request-lost' | 'late' | 'throttled';

/** A bad network, of which most commits see nothing. */
export const ways: fc.Arbitrary<readonly Way[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Way>('fine') },
    { weight: 3, arbitrary: fc.constantFrom<Way>('reply-lost', 'request-lost', 'late', 'throttled') },
  ),
  { minLength: 1, maxLength: 30 },
);

/**
 * A saleroom with one open lot, whose requests and replies arrive in whatever order the scheduler likes. Its clock moves
 * only by what is slept and by what a test adds.
 */
export async function aRacingSaleroom(
  s: Scheduler,
  onTheWay: readonly Way[],
  some: { shards?: number } = {},
) {
  const room = await anOpenSaleroom(some);
  const turn = (what: string): Promise<void> => s.schedule(Promise.resolve(), what);
  let nowMs = startMs;
  let commits = 0;
  let recording: Promise<void> = Promise.resolve();

  /** What lands is told by the stream, in order, some time later. */
  const landed = async (next: Lot): Promise<CommitResult> => {
    const result = await room.stored.commit(next);
    if (result.kind !== 'committed') return result;
    void turn('stream').then(() => {
      recording = recording.then(room.record);
    });
    return result;
  };

  const commit: LotStore['commit'] = async (next) => {
    const way = onTheWay[commits % onTheWay.length] ?? 'fine';
    commits += 1;
    await turn('request');
    if (way === 'throttled') return { kind: 'throttled' };
    if (way === 'late') void turn('lands late').then(() => landed(next));
    if (way === 'late' || way === 'request-lost') return { kind: 'ambiguous' };
    const result = await landed(next);
    await turn('reply');
    return way === 'reply-lost' ? { kind: 'ambiguous' } : result;
  };
  const read = async (lotId: LotId): Promise<Lot | undefined> => {
    await turn('read');
    const lot = await room.stored.read(lotId);
    await turn('read back');
    return lot;
  };

  const ports = {
    ...room.ports,
    history: room.heard,
    lots: { ...room.stored, read, commit },
    clock: {
      nowMs: (): EpochMs => epochMs(nowMs),
      sleep: async (ms: number) => {
        await turn('sleep');
        nowMs += Math.max(0, ms);
      },
    },
  };
  return {
    ...{ room, turn, ports },
    /** A function of this saleroom that has seen nothing yet. */
    aFunction: () => ({ ...ports, copies: createLotCopies() }),
    addMs: (ms: number): void => {
      nowMs += ms;
    },
    /** The stream has told everything. */
    recorded: async (): Promise<void> => {
      await s.waitIdle();
      await recording;
      await room.record();
    },
  };
}
export type RacingSaleroom = Awaited<ReturnType<typeof aRacingSaleroom>>;
