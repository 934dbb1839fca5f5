import type { ShownLot } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';
import { faceOf } from '../expected/face-of.ts';
import { differenceOf } from '../expected/same-json.ts';
import { lotsIn, parseTold } from '../told.ts';
import type { Report } from '../violation.ts';
import type { World } from '../world.ts';

/** What is untrue of a lot that somebody was told of, or nothing. */
function untruthOf(lot: ShownLot, world: World): string | undefined {
  const state = world.lots.get(lot.lotId)?.bySequence.get(lot.sequence);
  if (state === undefined) return `lot ${lot.number} never was at sequence ${lot.sequence}`;
  state.face ??= faceOf(state.stored, state.agreement);
  return differenceOf(state.face, lot);
}

/** [L3] [L4] Every lot in any message is the public form of a state that is committed: nothing else, and nothing more. */
export const toldLotsAreTrue: MakeCheck = () => {
  const seen = new Set<string>();
  const look = (
    text: string,
    atMs: number,
    lots: readonly ShownLot[],
    world: World,
    report: Report,
  ): void => {
    if (seen.has(text)) return;
    seen.add(text);
    for (const lot of lots) {
      const untruth = untruthOf(lot, world);
      if (untruth !== undefined)
        report(
          untruth.includes('nothing belongs') ? 'L4' : 'L3',
          atMs,
          `a message says: ${untruth}`,
          lot.lotId,
        );
    }
  };
  return {
    name: 'told-lots-are-true',
    on: {
      answered: ({ atMs, text, told }, world, report) => look(text, atMs, lotsIn(told), world, report),
      delivered: ({ atMs, text }, world, report) => {
        if (!seen.has(text)) look(text, atMs, lotsIn(parseTold(text)), world, report);
      },
      'public-lot-final': ({ atMs, lot }, world, report) => {
        const track = world.lots.get(lot.lotId);
        const untruth = untruthOf(lot, world);
        if (untruth !== undefined) report('L3', atMs, `the saleroom says: ${untruth}`, lot.lotId);
        else if (track?.states.at(-1)?.stored.sequence !== lot.sequence)
          report('L3', atMs, `the saleroom still says sequence ${lot.sequence}`, lot.lotId);
      },
    },
  };
};
