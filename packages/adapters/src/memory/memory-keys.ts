import type { Keys } from '@gaveldrop/saleroom';
import { keysOnce } from '../keys-once.ts';

/** Keys of a text that everybody can read: for tests, and for nothing that must not be guessed. */
export const memoryKeys = (secret = "the saleroom's secret, as every test knows it"): Keys =>
  keysOnce(async () => secret);
