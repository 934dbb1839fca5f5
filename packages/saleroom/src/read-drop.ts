import type { Snapshot } from '@gaveldrop/protocol';
import type { DropId } from '@gaveldrop/units';
import { type LotsOfDropPorts, type Numberings, publicLots } from './lots-of-drop.ts';
import type { DropStore } from './ports/drop-store.ts';
import { done, dropUnknown, type Outcome } from './refusal.ts';

export type SnapshotPorts = LotsOfDropPorts & {
  readonly drops: Pick<DropStore, 'read' | 'listEntries'>;
  readonly numberings: Numberings;
};

/**
 * Every lot of a drop as anyone may see it, by number, with all that was committed to it before the stamp; one that was entered
 * in the last seconds may be missing. [L4]
 */
export async function readSnapshot(ports: SnapshotPorts, dropId: DropId): Promise<Outcome<Snapshot>> {
  const drop = await ports.drops.read(dropId);
  if (drop === undefined) return dropUnknown();
  const numbering = await ports.numberings(dropId);
  const serverNowMs = ports.clock.nowMs();
  const lots = await ports.lots.readMany([...numbering.values()]);
  const byNumber = [...lots].sort((one, other) => one.number - other.number);
  const open = await publicLots(ports.agreements, byNumber);
  return done({ serverNowMs, lots: open });
}
