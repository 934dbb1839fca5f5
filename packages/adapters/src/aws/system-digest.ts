import { createHash } from 'node:crypto';
import type { Digest } from '@gaveldrop/saleroom';

/** SHA-256 as Node has it. */
export const systemDigest: Digest = {
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
};
