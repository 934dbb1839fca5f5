import type { ShownLot } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';

/** [wire] What a phone shows of a lot never goes back to a lower sequence. */
export const phoneNeverGoesBack: MakeCheck = () => {
  const shown = new Map<string, { lots: readonly ShownLot[]; sequences: Map<number, number> }>();
  return {
    name: 'phone-never-goes-back',
    on: {
      'phone-started': ({ phone }) => shown.delete(phone),
      'phone-shows': ({ atMs, phone, lots }, _world, report) => {
        const before = shown.get(phone);
        if (before?.lots === lots) return;
        const sequences = before?.sequences ?? new Map<number, number>();
        for (const { number, sequence, lotId } of lots) {
          const had = sequences.get(number) ?? 0;
          if (sequence < had)
            report('wire', atMs, `phone ${phone} went back from sequence ${had} to ${sequence}`, lotId);
          sequences.set(number, sequence);
        }
        shown.set(phone, { lots, sequences });
      },
    },
  };
};
