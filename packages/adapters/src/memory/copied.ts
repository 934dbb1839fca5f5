function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) if (part !== undefined) copy[key] = copyOf(part);
  return copy;
}

/** A copy of a plain value that shares nothing with its original and holds what storage would: no key without a value. */
export const copied = <T>(value: T): T => copyOf(value) as T;
