import { seededBits } from '@gaveldrop/rehearsal';

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

/** Another number than elsewhere would make every pinned seed another drop. */
const drawsPassedOver = 12;

/**
 * The choices of a seed, each added to the trace. 128 bits of state are made of the seed and the stream's name, so that seeds
 * next to one another have nothing in common.
 */
export function choicesOf(seed: number, trace: Trace, name = 'drop'): Choices {
  const bits = seededBits(`${seed}/${name}`, drawsPassedOver);

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
