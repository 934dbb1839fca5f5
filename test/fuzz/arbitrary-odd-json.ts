import fc from 'fast-check';
import { changedAt, type JsonTree, printed, raw, sizeOf } from './json-tree.ts';

/** Texts that have broken something somewhere: names that objects have, halves of characters, ways out of a folder. */
export const oddTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\n',
  '\ud800',
  'a\udfffb',
  '\ufeff',
  '\u202eright to left',
  'e\u0301'.repeat(60),
  '🏴‍☠️',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '../../etc/passwd',
  '..%2f..%2f',
  '%00',
  '%zz',
  "'; DROP TABLE lots; --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '%{jndi:ldap://x}',
  'lot#drop#1',
  '#',
  'history#1',
  'a'.repeat(129),
  'a'.repeat(2_100),
  'x\r\nset-cookie: a=b',
  '01j00000000000000000000001',
  '01J0000000000000000000000I',
  '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  '7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  '00000000000000000000000000',
  '01J000000000000000000000011',
];

/** JSON of values that no field expects, or that only just pass for what it does. */
const oddRaws: readonly string[] = [
  ...['0', '-0', '-1', '1', '1.5', '1e3', '1e400', '-1e400', '1e-400', '01', '0x10', '+1', '.5', '1.'],
  ...['9007199254740991', '9007199254740992', '999999999999', '1000000000000', '99999', '100000', '65536'],
  ...['1000', '1001', '4294967296', '2.0', 'NaN', 'Infinity', 'undefined', 'true', 'false', 'null'],
  ...['[]', '{}', '[[]]', '[null]', '""', '"1000"', '"true"', '[1000]', '{"valueOf":1}', '{"toJSON":1}'],
  ...['"\\ud800"', '"\\u0000"', '"\\u0061"', "'single'", '{"__proto__":{"amountCents":1000}}', '/**/1'],
  ...[`${'['.repeat(200)}${']'.repeat(200)}`, `${'{"a":'.repeat(150)}1${'}'.repeat(150)}`],
  ...[
    '"exact"',
    '"maximum"',
    '"EXACT"',
    '"open"',
    '"withdraw"',
    '"hammer"',
    '"bid"',
    '"hello"',
    '"$default"',
  ],
];

const oddText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
);

const oddTree: fc.Arbitrary<JsonTree> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...oddRaws).map(raw) },
  { weight: 3, arbitrary: oddText.map((text) => raw(JSON.stringify(text))) },
  { weight: 1, arbitrary: fc.maxSafeInteger().map((number) => raw(String(number))) },
  { weight: 1, arbitrary: fc.double().map((number) => raw(String(number))) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }).map(raw) },
);

const oddKey = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'then',
    '',
    'action',
    'lotId',
    'amountCents',
    '0',
    '1',
  ),
  fc.constantFrom('reserveCents', 'dropId', 'userId', 'paddleNumber', 'role', 'attempt', 'code', 'lots'),
  oddText,
);

type Mutation = (tree: JsonTree) => JsonTree;

const at = (place: number, change: (at: JsonTree) => JsonTree | undefined): Mutation => {
  return (tree) => changedAt(tree, place % sizeOf(tree), change) ?? raw('');
};
const place = fc.nat({ max: 60 });

const withKey =
  (key: string, field: JsonTree, first: boolean) =>
  (tree: JsonTree): JsonTree => {
    if (tree.kind !== 'object') return tree;
    const entry = [key, field] as const;
    return { kind: 'object', entries: first ? [entry, ...tree.entries] : [...tree.entries, entry] };
  };

const renamed =
  (rename: (key: string) => string, which: number) =>
  (tree: JsonTree): JsonTree => {
    if (tree.kind !== 'object' || tree.entries.length === 0) return tree;
    const entries = tree.entries.map(([key, field], number) =>
      number === which % tree.entries.length ? ([rename(key), field] as const) : ([key, field] as const),
    );
    return { kind: 'object', entries };
  };

const twice =
  (which: number, second: JsonTree) =>
  (tree: JsonTree): JsonTree => {
    if (tree.kind === 'raw') return tree;
    if (tree.kind === 'list')
      return { kind: 'list', items: Array.from({ length: 120 }, () => tree.items).flat() };
    const entry = tree.entries[which % Math.max(1, tree.entries.length)];
    return entry === undefined ? tree : withKey(entry[0], second, which % 2 === 0)(tree);
  };

/** One thing made wrong, somewhere. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(place, oddTree).map(([where, odd]) => at(where, () => odd)) },
  { weight: 2, arbitrary: place.map((where) => at(where, () => undefined)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(place, oddKey, oddTree, fc.boolean())
      .map(([where, key, odd, first]) => at(where, withKey(key, odd, first))),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(place, oddKey).map(([where, key]) =>
      at(
        0,
        renamed(() => key, where),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: place.map((where) =>
      at(
        0,
        renamed((key) => key.toUpperCase(), where),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(place, place, oddTree).map(([where, which, odd]) => at(where, twice(which, odd))),
  },
  { weight: 1, arbitrary: place.map((where) => at(where, (tree) => ({ kind: 'list', items: [tree] }))) },
  { weight: 1, arbitrary: place.map((where) => at(where, (tree) => raw(JSON.stringify(printed(tree))))) },
);

/** What is done to the text when it is written: mostly nothing. */
const onPaper: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 12, arbitrary: fc.constant((text: string) => text) },
  { weight: 1, arbitrary: fc.nat({ max: 200 }).map((length) => (text: string) => text.slice(0, length)) },
  { weight: 1, arbitrary: oddText.map((odd) => (text: string) => `${text}${odd}`) },
  { weight: 1, arbitrary: oddText.map((odd) => (text: string) => `${odd}${text}`) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(200, 1_100, 5_000)
      .map((more) => (text: string) => text.padEnd(text.length + more)),
  },
);

/** Text that nobody meant as a message. */
const garbage = fc.oneof(
  oddText,
  fc.json({ maxDepth: 5 }),
  oddTree.map(printed),
  fc.string({ unit: 'binary', maxLength: 400 }),
);

/** Messages like these, from whole to wrong in up to three places to no message at all. */
export const oddly = (valid: fc.Arbitrary<JsonTree>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: valid.map(printed) },
    {
      weight: 14,
      arbitrary: fc
        .tuple(valid, fc.array(mutation, { minLength: 1, maxLength: 3, size: 'small' }), onPaper)
        .map(([tree, mutations, write]) =>
          write(printed(mutations.reduce((changed, mutate) => mutate(changed), tree))),
        ),
    },
    { weight: 1, arbitrary: garbage },
  );

export { oddText };
