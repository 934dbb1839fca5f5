import { parseArgs } from 'node:util';

/** What is asked of `npm run simulate`. */
export type SimulateArguments = {
  readonly seeds: number;
  readonly from: number;
  readonly json: boolean;
  /** The name of a defect to plant, or `list`. */
  readonly break: string | undefined;
  /** Print everything that happens. */
  readonly trace: boolean;
};

export const usage = `npm run simulate -- [--seeds N] [--from N] [--json] [--trace] [--break NAME|list]

  --seeds N     how many seeds to play (default 100; with --break, the most to try: default 500)
  --from N      the first seed (default 1)
  --json        print the result as JSON
  --trace       print all that happens, a line each
  --break NAME  plant a defect and stop at the first seed that finds it; "list" prints the names`;

const whole = (text: string, name: string, min: number): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < min)
    throw new Error(`--${name} must be a whole number, ${min} or more: ${text}`);
  return value;
};

/** @throws an Error that says what is wrong with the arguments. */
export function readArguments(args: readonly string[]): SimulateArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string' },
      from: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
      break: { type: 'string' },
    },
  });
  return {
    seeds: whole(values.seeds ?? (values.break === undefined ? '100' : '500'), 'seeds', 1),
    from: whole(values.from, 'from', 0),
    json: values.json,
    trace: values.trace,
    break: values.break,
  };
}
