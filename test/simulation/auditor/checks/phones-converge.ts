import type { MakeCheck } from '../check.ts';
import { faceOf } from '../expected/face-of.ts';
import { differenceOf } from '../expected/same-json.ts';

/** How often a lot changed, and when last: a change that alters nothing public is told to nobody. [L4] */
const uncounted = { sequence: 0, committedAtMs: 0 };

/** [wire] At the end each phone is live and shows every lot of its drop as it stands, and no other. */
export const phonesConverge: MakeCheck = () => ({
  name: 'phones-converge',
  on: {
    'phone-final': ({ atMs, phone, connection, lots }, world, report) => {
      if (connection === 'stopped' || connection === 'refused') return;
      if (connection !== 'live') report('wire', atMs, `phone ${phone} is ${connection} at the end`);
      const shown = new Map(lots.map((lot) => [lot.lotId, lot]));
      for (const { lotId, states } of world.lots.values()) {
        const lot = shown.get(lotId);
        const state = states.at(-1);
        if (lot === undefined || state === undefined) {
          report('wire', atMs, `phone ${phone} does not show a lot`, lotId);
          continue;
        }
        const face = faceOf(state.stored, state.agreement);
        const difference = differenceOf({ ...face, ...uncounted }, { ...lot, ...uncounted });
        if (difference !== undefined)
          report('wire', atMs, `phone ${phone} shows a lot as it is not: ${difference}`, lotId);
      }
      for (const lotId of shown.keys())
        if (!world.lots.has(lotId)) report('wire', atMs, `phone ${phone} shows a lot that never was`, lotId);
    },
  },
});
