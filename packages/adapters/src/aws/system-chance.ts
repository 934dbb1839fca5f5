import { randomBytes, randomInt } from 'node:crypto';
import type { Chance, Clock } from '@gaveldrop/saleroom';
import { bytesToUlid } from '@gaveldrop/units';

/** Randomness nobody can guess, from the operating system. */
export const systemChance = (clock: Pick<Clock, 'nowMs'>): Chance => ({
  ulid: () => {
    const bytes = new Uint8Array(16);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(clock.nowMs()) << 16n);
    bytes.set(randomBytes(10), 6);
    return bytesToUlid(bytes);
  },
  secret: () => randomBytes(16).toString('hex'),
  below: (bound) => randomInt(bound),
});
