import { seededBits } from './seeded-bits.ts';

/** Numbers that look drawn and are the same for the same seed and name. */
export type SeededStream = {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  /** True in `share` of all draws; `share` is from 0 to 1. */
  happens(share: number): boolean;
  /** About normal: mean 0, deviation 1, never beyond 6. */
  normal(): number;
};

/**
 * A stream of its own for every name under a seed: 128 bits of state come from both, so what one bidder draws is
 * independent of how often another did.
 */
export function seededStream(seed: number, name: string): SeededStream {
  const bits = seededBits(`${seed}/${name}`);
  const next = (): number => bits() / 2 ** 32;
  return {
    next,
    whole: (min, max) => min + Math.floor(next() * (max - min + 1)),
    happens: (share) => next() < share,
    normal() {
      let sum = -6;
      for (let draw = 0; draw < 12; draw += 1) sum += next();
      return sum;
    },
  };
}
