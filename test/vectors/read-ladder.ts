import type { IncrementLadder } from '@gaveldrop/bidding';
import { amountAt, listAt, objectAt } from './read-field.ts';

/** Bands "from this price up". @throws an Error that names the field. */
export const ladderAt = (field: string, value: unknown): IncrementLadder =>
  listAt(field, value).map((each, index) => {
    const band = objectAt(`${field}[${index}]`, each);
    return {
      fromCents: amountAt(`${field}[${index}].fromCents`, band.fromCents),
      incrementCents: amountAt(`${field}[${index}].incrementCents`, band.incrementCents),
    };
  });
