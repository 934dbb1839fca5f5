/** What a canonical text can be made of: JSON, where an absent value is left out. */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Canonical[]
  | { readonly [key: string]: Canonical };

/**
 * The one JSON text of a value: keys sorted by UTF-16 code units, no white space, absent values left out.
 * For the whole numbers, texts and truth values that we commit it equals RFC 8785.
 */
export function canonicalText(value: Canonical): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`;
  const fields = Object.keys(value)
    .sort()
    .filter((key) => value[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonicalText(value[key])}`);
  return `{${fields.join(',')}}`;
}

const isList = (value: object): value is readonly Canonical[] => Array.isArray(value);
