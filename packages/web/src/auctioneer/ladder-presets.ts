import type { NewDrop } from '@gaveldrop/protocol';
import { cents, minorDigits } from '@gaveldrop/units';

/** A ladder to choose: bands of price and increment, in hundredths of what the currency commonly counts in. */
type LadderPreset = {
  readonly name: string;
  readonly label: string;
  readonly bands: readonly (readonly [from: number, increment: number])[];
};

export const ladderPresets: readonly LadderPreset[] = [
  {
    name: 'growing',
    label: 'Growing steps: 1, from 20 by 2, from 50 by 5, from 100 by 10, …',
    bands: [
      [0, 100],
      [2_000, 200],
      [5_000, 500],
      [10_000, 1_000],
      [50_000, 2_500],
      [100_000, 5_000],
      [500_000, 10_000],
    ],
  },
  { name: 'even', label: 'Even steps of 1', bands: [[0, 100]] },
  {
    name: 'fine',
    label: 'Fine steps: 0.50, from 25 by 1, from 100 by 2.50',
    bands: [
      [0, 50],
      [2_500, 100],
      [10_000, 250],
    ],
  },
];

/** A preset in a currency's minor units; in one that has none, as the yen, a step of 1 is a hundred. */
export function presetLadder(name: string, currency: string): NewDrop['ladder'] | undefined {
  const preset = ladderPresets.find((one) => one.name === name);
  const digits = minorDigits(currency);
  const perHundredth = digits === 0 ? 1 : 10 ** (digits - 2);
  return preset?.bands.map(([from, increment]) => ({
    fromCents: cents(from * perHundredth),
    incrementCents: cents(increment * perHundredth),
  }));
}
