/** One field of a value changed, and which: `events.0.priceCents`. */
export type FieldChange<T> = { readonly field: string; readonly changed: T };

const otherHash = (hash: string): string => (hash.startsWith('0') ? '1' : '0') + hash.slice(1);

/** Other values of a field: what somebody would write who wants to tell another story. */
function othersOf(key: string, value: unknown): readonly unknown[] {
  if (typeof value === 'number') {
    const steps = key.endsWith('Ms') ? [-10_000, -1, 1, 10_000] : [-100, -1, 1, 100];
    return steps.map((step) => value + step).filter((other) => other >= 1);
  }
  if (value === 'exact') return ['maximum'];
  if (value === 'maximum') return ['exact'];
  if (value === 'leading') return ['outbid'];
  if (value === 'outbid') return ['leading'];
  if (value === 'reset') return ['add'];
  if (value === 'add') return ['reset'];
  if (value === 'LotSold') return ['LotPassed'];
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return [otherHash(value)];
  if (typeof value === 'string') return [`${value}x`];
  return [];
}

/** Every value that differs from this one in one field, at any depth: another value, or the field left out. */
export function fieldChanges<T>(value: T, path: readonly string[] = []): readonly FieldChange<T>[] {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list.flatMap((one, at) =>
      fieldChanges(one, [...path, String(at)]).map(({ field, changed }) => ({
        field,
        changed: list.with(at, changed) as T,
      })),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]): readonly FieldChange<T>[] => {
    const here = [...path, key];
    const field = here.join('.');
    const { [key]: _, ...without } = value as Record<string, unknown>;
    if (typeof held === 'object' && held !== null)
      return fieldChanges(held, here).map((inner) => ({
        field: inner.field,
        changed: { ...value, [key]: inner.changed } as T,
      }));
    return [
      ...othersOf(key, held).map((other) => ({ field, changed: { ...value, [key]: other } as T })),
      { field: `${field} left out`, changed: without as T },
    ];
  });
}
