import { randomBytes, randomInt } from 'node:crypto';
import type { Chance, Clock } from '@gaveldrop/saleroom';
import { ulid } from 'ulid';

/** Randomness nobody can guess, from the operating system. */
export const systemChance = (clock: Pick<Clock, 'nowMs'>): Chance => ({
  ulid: () => ulid(clock.nowMs()),
  secret: () => randomBytes(16).toString('hex'),
  below: (bound) => randomInt(bound),
});
