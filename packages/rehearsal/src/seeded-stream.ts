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

/** Mixes a text into 32 bits; each `start` gives another mix of the same text. */
function mix(text: string, start: number): number {
  let hash = start >>> 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A stream of its own for every name under a seed: 128 bits of state come from both, so what one bidder draws is
 * independent of how often another did. The generator is sfc32.
 */
export function seededStream(seed: number, name: string): SeededStream {
  const text = `${seed}/${name}`;
  let a = mix(text, 0x243f6a88);
  let b = mix(text, 0x85a308d3);
  let c = mix(text, 0x13198a2e);
  let counter = mix(text, 0x03707344) | 1;
  const bits = (): number => {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  };
  // The first draws still show the state they came from.
  for (let past = 0; past < 16; past += 1) bits();

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
