import { worldStartMs } from '../../unit/client/drop-world.ts';
import { chanceOf, type End, ModelledDrop, type Network } from './a-modelled-drop.ts';

export type Fullness = {
  readonly seed: number;
  readonly pushes?: End['of'];
  /** As how many each phone counts, so that a large crowd is told of by fewer: its rates are as many times what is seen. */
  readonly standsFor?: number;
  readonly lots?: ModelledDrop['lots'];
};

/** 30 to 60 ms each way. */
const networkOf = (random: () => number): Network => ({
  upMs: () => 30 + 30 * random(),
  downMs: () => 30 + 30 * random(),
});

/**
 * So many phones that came at 400 a second, or stand for so many who did, and have all heard since how many they are.
 * @throws when one of them is not live.
 */
export async function aFullDrop(
  count: number,
  { seed, pushes = 'saleroom', standsFor = 1, lots }: Fullness,
): Promise<ModelledDrop> {
  const drop = new ModelledDrop(pushes, standsFor);
  if (lots !== undefined) drop.lots = lots;
  for (let nth = 0; nth < count; nth += 1) {
    const random = chanceOf(seed * 1_000_003 + nth);
    const phone = drop.addPhone(networkOf(random), { aheadMs: 0, driftPpm: 0 }, random);
    drop.time.after(nth * standsFor * 2.5, () => phone.client.start());
  }
  await drop.time.runUntil(worldStartMs + count * standsFor * 2.5 + 30_000);
  if (liveOf(drop) !== count) throw new Error(`of ${count} phones ${liveOf(drop)} are live`);
  drop.connectedAtMs.length = 0;
  drop.subscribedAtMs.length = 0;
  return drop;
}

export const liveOf = (drop: ModelledDrop): number => drop.phones.filter(({ isLive }) => isLive).length;
export const passMs = (drop: ModelledDrop, ms: number): Promise<void> =>
  drop.time.runUntil(drop.time.nowMs() + ms);
