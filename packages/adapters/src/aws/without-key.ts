/** What an item holds besides its key. */
export function withoutKey<Item extends { readonly pk: string; readonly sk: string }>(
  item: Item,
): Omit<Item, 'pk' | 'sk'> {
  const { pk: _, sk: __, ...held } = item;
  return held;
}
