/** Notes every choice that is made, so that two runs can be told apart, or known to be the same. */
export type Trace = {
  add(value: number): void;
  /** 16 hexadecimal characters over all that was added. */
  digest(): string;
};

export function createTrace(): Trace {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  return {
    add: (value) => {
      one = Math.imul(one ^ value, 0x01000193);
      one ^= one >>> 15;
      other = Math.imul(other ^ value ^ (one >>> 3), 0x5bd1e995);
      other ^= other >>> 13;
    },
    digest: () => [one, other].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join(''),
  };
}

/** All that is left to chance in a simulation: the same for the same seed. */
export type Choices = {
  /** From 0 up to, not including, 1. */
  unit(): number;
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  /** True in `share` of all draws, 0 to 1; a share of 0 draws nothing. */
  happens(share: number): boolean;
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T;
  /** A stream of its own for a name: what is drawn from it is independent of how often this one was drawn from. */
  split(name: string): Choices;
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
 * The choices of a seed, each added to the trace. The generator is sfc32: 128 bits of state, made of the seed and the
 * stream's name, so that seeds next to one another have nothing in common.
 */
export function choicesOf(seed: number, trace: Trace, name = 'drop'): Choices {
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
  for (let past = 0; past < 12; past += 1) bits();

  const noted = (): number => {
    const drawn = bits();
    trace.add(drawn);
    return drawn;
  };
  const whole = (min: number, max: number): number => min + Math.floor((noted() / 2 ** 32) * (max - min + 1));
  return {
    unit: () => noted() / 2 ** 32,
    whole,
    happens: (share) => share > 0 && noted() < share * 2 ** 32,
    pick: (from) => {
      const picked = from[whole(0, from.length - 1)];
      if (picked === undefined) throw new Error('there is nothing to pick from');
      return picked;
    },
    split: (inner) => choicesOf(seed, trace, `${name}/${inner}`),
  };
}
