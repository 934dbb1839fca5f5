import { parseArgs } from 'node:util';
import { chaosLimits } from './chaos-limits.ts';
import { victims } from './victims.ts';

/** What a run is asked to be. */
export type ChaosArguments = {
  readonly lots: number;
  readonly bidders: number;
  readonly kills: number;
  /** Undefined when none was given: then any will do. */
  readonly seed: number | undefined;
  readonly assembly: string | undefined;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly help: boolean;
};

export type ReadArguments =
  | { readonly kind: 'valid'; readonly value: ChaosArguments }
  /** `message` names the flag and what is wrong with it. */
  | { readonly kind: 'invalid'; readonly message: string };

const { lotsMax, biddersMax, killsPerLotMax } = chaosLimits;

export const usage = `npm run -s chaos -- [--lots N] [--bidders N] [--kills N] [--seed N] [--json]

  --lots N      lots in the drop, 1 to ${lotsMax} (3)
  --bidders N   synthetic bidders, 1 to ${biddersMax} (25)
  --kills N     kills, ${victims.length} to ${killsPerLotMax} for each lot (24)
  --seed N      a whole number; the same one gives the same drop, bidders and plan of kills (any)
  --assembly F  runs what is synthesized in this folder instead of building it
  --json        prints one JSON object on stdout instead of a summary
  --verbose     tells what the functions log
  --help        prints this

It ends with 0 when every check held, 1 when one did not, 2 when the arguments make no sense.
`;

const wrong = (message: string): ReadArguments => ({ kind: 'invalid', message });

/** The command's arguments, or the first thing wrong with them, naming the flag. */
export function readArguments(args: readonly string[]): ReadArguments {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  const read = () =>
    parseArgs({
      args: [...args],
      options: {
        ...{ lots: text, bidders: text, kills: text, seed: text, assembly: text },
        ...{ json: flag, verbose: flag, help: flag },
      },
    }).values;
  let values: ReturnType<typeof read>;
  try {
    values = read();
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const lots = wholeNumber('--lots', values.lots ?? '3', 1, lotsMax);
  if (typeof lots === 'string') return wrong(lots);
  const bidders = wholeNumber('--bidders', values.bidders ?? '25', 1, biddersMax);
  if (typeof bidders === 'string') return wrong(bidders);
  const kills = wholeNumber('--kills', values.kills ?? '24', victims.length, killsPerLotMax * lots);
  if (typeof kills === 'string') return wrong(kills);
  const safe = Number.MAX_SAFE_INTEGER;
  const seed = values.seed === undefined ? undefined : wholeNumber('--seed', values.seed, -safe, safe);
  if (typeof seed === 'string') return wrong(seed);
  const { assembly, json, verbose, help } = values;
  return { kind: 'valid', value: { lots, bidders, kills, seed, assembly, json, verbose, help } };
}

/** The flag's number, or what is wrong with it. */
function wholeNumber(flag: string, text: string, min: number, max: number): number | string {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    return `${flag} must be a whole number, not ${JSON.stringify(text.slice(0, 60))}`;
  if (value < min || value > max) return `${flag} must be from ${min} to ${max}, not ${value}`;
  return value;
}
