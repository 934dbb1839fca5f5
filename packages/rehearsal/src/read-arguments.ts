import { rehearsalLimits } from './rehearsal-limits.ts';

/** What a rehearsal is asked to be. */
export type RehearsalArguments = {
  readonly lots: number;
  readonly bidders: number;
  /** Undefined when none was given: then any will do. */
  readonly seed: number | undefined;
  /** Where to write what the verifier reads; undefined when nobody wants it. */
  readonly export: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
};

export type ReadArguments =
  | { readonly kind: 'valid'; readonly value: RehearsalArguments }
  /** `message` names the flag and what is wrong with it. */
  | { readonly kind: 'invalid'; readonly message: string };

export const usage = `npm run -s rehearse -- [--lots N] [--bidders N] [--seed N] [--export DIR] [--json]

  --lots N      lots in the drop, 1 to ${rehearsalLimits.lotsMax} (3)
  --bidders N   synthetic bidders, 1 to ${rehearsalLimits.biddersMax} (30)
  --seed N      a whole number; the same one gives the same drop and the same bidders (any)
  --export DIR  writes each lot's history, the heads that phones kept, receipts, keys and statements, for npm run verify
  --json        prints one JSON object on stdout instead of a summary
  --help        prints this

It ends with 0 when every check held, 1 when one did not, 2 when the arguments make no sense.
`;

const flags = ['--lots', '--bidders', '--seed', '--export', '--json', '--help'] as const;
type Flag = (typeof flags)[number];

const isFlag = (text: string): text is Flag => (flags as readonly string[]).includes(text);
const takesValue = (flag: Flag): boolean => flag !== '--json' && flag !== '--help';

const shown = (text: string): string => JSON.stringify(text.slice(0, 60));

/** The command's arguments, or the first thing wrong with them, naming the flag. */
export function readArguments(args: readonly string[]): ReadArguments {
  const given = new Map<Flag, string>();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const [name = '', ...values] = arg.split('=');
    if (!isFlag(name)) return wrong(`${shown(name)} is not known here; known are ${flags.join(', ')}`);
    if (given.has(name)) return wrong(`${name} is given twice`);
    if (!takesValue(name)) {
      if (values.length > 0) return wrong(`${name} takes no value`);
      given.set(name, '');
      continue;
    }
    if (values.length === 0) at += 1;
    const value = values.length > 0 ? values.join('=') : args[at];
    if (value === undefined || isFlag(value) || (name === '--export' && value === ''))
      return wrong(`${name} needs ${name === '--export' ? 'a folder' : 'a whole number'}`);
    given.set(name, value);
  }
  const { lotsMax, biddersMax } = rehearsalLimits;
  const lots = wholeNumber(given, '--lots', 3, 1, lotsMax);
  if (typeof lots === 'string') return wrong(lots);
  const bidders = wholeNumber(given, '--bidders', 30, 1, biddersMax);
  if (typeof bidders === 'string') return wrong(bidders);
  const safe = Number.MAX_SAFE_INTEGER;
  const seed = wholeNumber(given, '--seed', undefined, -safe, safe);
  if (typeof seed === 'string') return wrong(seed);
  return {
    kind: 'valid',
    value: {
      lots: lots ?? 3,
      bidders: bidders ?? 30,
      seed,
      export: given.get('--export'),
      json: given.has('--json'),
      help: given.has('--help'),
    },
  };
}

const wrong = (message: string): ReadArguments => ({ kind: 'invalid', message });

/** The flag's number, `otherwise` when it is not given, or what is wrong with it. */
function wholeNumber(
  given: ReadonlyMap<Flag, string>,
  flag: Flag,
  otherwise: number | undefined,
  min: number,
  max: number,
): number | undefined | string {
  const text = given.get(flag);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    return `${flag} must be a whole number, not ${shown(text)}`;
  if (value < min || value > max) return `${flag} must be from ${min} to ${max}, not ${value}`;
  return value;
}
