import { parseArgs } from 'node:util';
import { benchLimits } from './bench-limits.ts';

/** What is asked of `npm run bench`. */
export type BenchArguments = {
  /** The one bench to run; undefined runs all. */
  readonly only: string | undefined;
  /** Undefined: as many as each bench usually takes. */
  readonly rounds: number | undefined;
  readonly json: boolean;
  readonly help: boolean;
};

export type ReadArguments =
  | { readonly kind: 'valid'; readonly value: BenchArguments }
  /** `message` names the flag and what is wrong with it. */
  | { readonly kind: 'invalid'; readonly message: string };

const { roundsMax } = benchLimits;

/** How the command is used. @param names the benches there are. */
export const usage = (
  names: readonly string[],
): string => `npm run -s bench -- [--only NAME] [--rounds N] [--json]

  --only NAME  runs one bench: ${names.join(', ')}
  --rounds N   rounds to take medians of, 1 to ${roundsMax} (each bench has its own number)
  --json       prints one JSON object on stdout instead of a table
  --help       prints this

It ends with 0 when every figure keeps to its bound, 1 when one does not or could not be measured, 2 when the arguments
make no sense.
`;

const wrong = (message: string): ReadArguments => ({ kind: 'invalid', message });

/** The command's arguments, or the first thing wrong with them, naming the flag. @param names the benches there are. */
export function readArguments(args: readonly string[], names: readonly string[]): ReadArguments {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  const read = () =>
    parseArgs({ args: [...args], options: { only: text, rounds: text, json: flag, help: flag } }).values;
  let values: ReturnType<typeof read>;
  try {
    values = read();
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { only, rounds: asked, json, help } = values;
  if (only !== undefined && !names.includes(only))
    return wrong(`--only must be one of ${names.join(', ')}, not ${JSON.stringify(only.slice(0, 60))}`);
  const rounds = asked === undefined ? undefined : Number(asked);
  if (asked !== undefined && (!/^\d{1,9}$/.test(asked) || Number(asked) < 1 || Number(asked) > roundsMax))
    return wrong(
      `--rounds must be a whole number from 1 to ${roundsMax}, not ${JSON.stringify(asked.slice(0, 60))}`,
    );
  return { kind: 'valid', value: { only, rounds, json, help } };
}
