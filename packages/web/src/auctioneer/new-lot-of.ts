import type { NewLot } from '@gaveldrop/protocol';
import type { Cents, UserId } from '@gaveldrop/units';
import type { Trouble } from '../app/trouble.ts';
import { parseMoney } from '../money/parse-money.ts';
import type { LotForm } from './lot-form.ts';

type Read<T> = { readonly value: T } | { readonly trouble: Trouble };

const wrong = (field: string, words: string): { readonly trouble: Trouble } => ({
  trouble: { field, words },
});

const amountFields = [
  ['reserveCents', 'reserve', 1],
  ['estimateLowCents', 'estimateLow', 1],
  ['estimateHighCents', 'estimateHigh', 1],
  ['shippingCents', 'shipping', 0],
] as const;

/** The request that a filled-in form makes, or the first thing that cannot be read. What was left empty is left out. */
export function newLotOf(form: LotForm, currency: string): Read<NewLot> {
  const title = form.title.trim();
  if (title === '') return wrong('title', 'Give the lot a title.');
  const sellerId = form.sellerId.trim();
  if (sellerId === '') return wrong('sellerId', 'Say whose lot it is.');
  const start = parseMoney(form.startPrice, currency);
  if (start.kind === 'invalid') return wrong('startPriceCents', start.problem);
  const amounts: Partial<Record<(typeof amountFields)[number][0], Cents>> = {};
  for (const [field, key, leastCents] of amountFields) {
    if (form[key].trim() === '') continue;
    const parsed = parseMoney(form[key], currency, leastCents);
    if (parsed.kind === 'invalid') return wrong(field, parsed.problem);
    amounts[field] = parsed.amountCents;
  }
  const description = form.description.trim();
  const picture = form.picture.trim();
  const category = form.category.trim();
  return {
    value: {
      title,
      // Whether there is such a seller is for the saleroom to say; here it is what was typed.
      sellerId: sellerId as UserId,
      startPriceCents: start.amountCents,
      ...amounts,
      ...(description === '' ? {} : { description }),
      ...(picture === '' ? {} : { pictures: [picture] }),
      ...(category === '' ? {} : { category }),
    },
  };
}
