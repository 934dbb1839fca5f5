type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Whether two JSON values are alike, an absent key being the same as an undefined one. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (Array.isArray(one) || Array.isArray(other)) return sameLists(one, other);
  for (const key in one) if (!sameJson(one[key], other[key])) return false;
  for (const key in other) if (other[key] !== undefined && one[key] === undefined) return false;
  return true;
}

function sameLists(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((element, place) => sameJson(element, other[place]));
}

/** Where and how two JSON values first differ, or nothing. Nearly always nothing: that is found out first. */
export function differenceOf(one: unknown, other: unknown, path = ''): string | undefined {
  if (sameJson(one, other)) return undefined;
  const here = path === '' ? 'it' : path;
  const there = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other))
    return `${here} is ${JSON.stringify(other)}, not ${JSON.stringify(one)}`;
  for (const key in one) {
    const found = differenceOf(one[key], other[key], there(key));
    if (found !== undefined) return found;
  }
  const extra = Object.keys(other).find((key) => other[key] !== undefined && one[key] === undefined) ?? '';
  return `${there(extra)} is ${JSON.stringify(other[extra])}, where nothing belongs`;
}
