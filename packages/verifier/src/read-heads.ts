import { hashSchema, lotIdSchema, parseAs } from '@gaveldrop/protocol';
import type { LotId } from '@gaveldrop/units';
import { unusable } from './unusable.ts';

/** A head that somebody kept of a closed lot. */
export type KeptHead = { readonly lotId: LotId; readonly chainHead: string };

/**
 * The heads named on the command line, in their order: a bare hash where there is one lot, `LOTID=HASH` where there are several.
 * @throws `unusable` when one is not a hash, or it cannot be told which lot's it is.
 */
export function readHeads(given: readonly string[], lotIds: readonly LotId[]): readonly KeptHead[] {
  const heads: KeptHead[] = [];
  for (const one of given) {
    const [before = '', after] = one.split('=');
    const named = after === undefined ? undefined : parseAs(lotIdSchema, before);
    if (named?.kind === 'invalid') throw unusable(`--head: ${before} is not the id of a lot`);
    const hash = parseAs(hashSchema, (after ?? before).toLowerCase());
    if (hash.kind === 'invalid') throw unusable('--head: must be 64 hexadecimal characters');
    const [only] = lotIds;
    const lotId = named?.value ?? (lotIds.length === 1 ? only : undefined);
    if (lotId === undefined)
      throw unusable('--head: there are several lots here; say which as --head LOTID=HASH, or give --heads');
    heads.push({ lotId, chainHead: hash.value });
  }
  return heads;
}
