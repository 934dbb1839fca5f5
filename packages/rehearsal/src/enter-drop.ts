import type { DropId, LotId } from '@gaveldrop/units';
import type { DropPlan } from './drop-plan.ts';
import type { EnteredLot } from './evidence.ts';
import { freshUlid } from './fresh-ulid.ts';
import { persist } from './persist.ts';
import type { SignedIn } from './person.ts';
import { rehearsalLimits } from './rehearsal-limits.ts';
import { seededStream } from './seeded-stream.ts';

/** The drop's ids, and its lots as the catalogue has them. */
export type EnteredDrop = { readonly dropId: DropId; readonly lots: readonly EnteredLot[] };

/** Has the auctioneer create a planned drop and enter its lots, in order. @throws SaleroomProblem */
export async function enterDrop({ http }: SignedIn, plan: DropPlan, seed: number): Promise<EnteredDrop> {
  // Ids of its own, so that a request whose answer was lost may be made again; new ones each time, or drops would meet.
  const chance = seededStream(seed, `ids at ${Date.now()}`);
  const dropId = freshUlid(Date.now(), chance) as DropId;
  const waitMs = rehearsalLimits.joinWaitMs;
  await persist(() => http.createDrop({ ...plan.drop, dropId }), waitMs);
  const lots: EnteredLot[] = [];
  for (const planned of plan.lots) {
    const lotId = freshUlid(Date.now(), chance) as LotId;
    const { number } = await persist(() => http.addLot(dropId, { ...planned, lotId }), waitMs);
    const { sellerId, reserveCents } = planned;
    lots.push({ lotId, number, sellerId, ...(reserveCents === undefined ? {} : { reserveCents }) });
  }
  return { dropId, lots };
}
