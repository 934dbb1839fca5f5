/** JSON as it is written, so that it may also be what no value is: keys twice over, numbers no number holds, half a text. */
export type JsonTree =
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, tree: JsonTree])[] }
  | { readonly kind: 'list'; readonly items: readonly JsonTree[] }
  /** Written as it stands. */
  | { readonly kind: 'raw'; readonly text: string };

export const raw = (text: string): JsonTree => ({ kind: 'raw', text });

/** A value as a tree; fields that are undefined are left out, as JSON does. */
export function treeOf(value: unknown): JsonTree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return raw(JSON.stringify(value) ?? 'null');
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return { kind: 'object', entries: entries.map(([key, field]) => [key, treeOf(field)] as const) };
}

export function printed(tree: JsonTree): string {
  switch (tree.kind) {
    case 'raw':
      return tree.text;
    case 'list':
      return `[${tree.items.map(printed).join(',')}]`;
    default:
      return `{${tree.entries.map(([key, field]) => `${JSON.stringify(key)}:${printed(field)}`).join(',')}}`;
  }
}

/** How many trees there are in a tree, itself included. */
export function sizeOf(tree: JsonTree): number {
  if (tree.kind === 'raw') return 1;
  const inside = tree.kind === 'list' ? tree.items : tree.entries.map(([, field]) => field);
  return inside.reduce((size, one) => size + sizeOf(one), 1);
}

/** The tree with its tree number `place` (itself is 0, then in the order they are written) made another, or left out. */
export function changedAt(
  tree: JsonTree,
  place: number,
  change: (at: JsonTree) => JsonTree | undefined,
): JsonTree | undefined {
  if (place === 0) return change(tree);
  if (tree.kind === 'raw') return tree;
  let left = place - 1;
  const within = (inner: JsonTree): JsonTree | undefined => {
    const size = sizeOf(inner);
    const mine = left >= 0 && left < size;
    const changed = mine ? changedAt(inner, left, change) : inner;
    left -= size;
    return changed;
  };
  if (tree.kind === 'list')
    return { kind: 'list', items: tree.items.map(within).filter((item) => item !== undefined) };
  const entries = tree.entries.flatMap(([key, field]) => {
    const changed = within(field);
    return changed === undefined ? [] : [[key, changed] as const];
  });
  return { kind: 'object', entries };
}
