import type { Chance, Clock } from '@gaveldrop/saleroom';
import { bytesToUlid } from '@gaveldrop/units';

/**
 * Chance that is the same for the same seed: mulberry32, enough for tests and for nothing that must not be guessed.
 * @param seed a whole number from 0 to 2^32 - 1.
 */
export function memoryChance(seed: number, clock: Pick<Clock, 'nowMs'>): Chance {
  let state = seed >>> 0;
  const next32 = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => next32() & 0xff);
  return {
    ulid: () => {
      const ulid = new Uint8Array(16);
      new DataView(ulid.buffer).setBigUint64(0, BigInt(clock.nowMs()) << 16n);
      ulid.set(bytes(10), 6);
      return bytesToUlid(ulid);
    },
    secret: () => [...bytes(16)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    below: (bound) => Math.floor((next32() / 2 ** 32) * bound),
  };
}
