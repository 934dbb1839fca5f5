import { parseArgs } from 'node:util';
import { broadcastWays } from '@gaveldrop/adapters/names';
import type { DropInputs } from './drop-inputs.ts';

export type CostArguments = DropInputs & { readonly json: boolean; readonly help: boolean };

export type ReadCostArguments =
  | { readonly kind: 'valid'; readonly value: CostArguments }
  /** `message` names the flag and what is wrong with it. */
  | { readonly kind: 'invalid'; readonly message: string };

/** Beyond these an estimate by these rules would be no estimate. */
const most = { viewers: 10_000_000, minutes: 1_440, bidsPerMinute: 60_000 } as const;

export const costUsage = `npm run -s cost -- [--viewers N] [--bidders N] [--minutes N] [--bids-per-minute N]
                    [--broadcast connections|events] [--json]

  --viewers N           people connected, bidders among them, 1 to ${most.viewers} (10000)
  --bidders N           those of them with a paddle, 1 to the viewers (500)
  --minutes N           how long the drop lasts, 1 to ${most.minutes} (60)
  --bids-per-minute N   accepted bids, 0 to ${most.bidsPerMinute} (120)
  --broadcast WAY       how viewers are told: by posts to connections, or by AppSync events (connections)
  --json                prints one JSON object instead of a table
  --help                prints this
`;

const wrong = (message: string): ReadCostArguments => ({ kind: 'invalid', message });

/** The command's arguments, or the first thing wrong with them, naming the flag. */
export function readCostArguments(args: readonly string[]): ReadCostArguments {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const read = () =>
    parseArgs({
      args: [...args],
      options: {
        ...{ viewers: text, bidders: text, minutes: text, 'bids-per-minute': text, broadcast: text },
        ...{ json: flag, help: flag },
      },
    }).values;
  let values: ReturnType<typeof read>;
  try {
    values = read();
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const viewers = wholeNumber('--viewers', values.viewers ?? '10000', 1, most.viewers);
  if (typeof viewers === 'string') return wrong(viewers);
  const bidders = wholeNumber('--bidders', values.bidders ?? String(Math.min(500, viewers)), 1, viewers);
  if (typeof bidders === 'string') return wrong(bidders);
  const minutes = wholeNumber('--minutes', values.minutes ?? '60', 1, most.minutes);
  if (typeof minutes === 'string') return wrong(minutes);
  const asked = values['bids-per-minute'] ?? '120';
  const bidsPerMinute = wholeNumber('--bids-per-minute', asked, 0, most.bidsPerMinute);
  if (typeof bidsPerMinute === 'string') return wrong(bidsPerMinute);
  const { broadcast: way = 'connections', json, help } = values;
  const broadcast = broadcastWays.find((one) => one === way);
  if (broadcast === undefined)
    return wrong(
      `--broadcast must be ${broadcastWays.join(' or ')}, not ${JSON.stringify(way.slice(0, 60))}`,
    );
  return { kind: 'valid', value: { viewers, bidders, minutes, bidsPerMinute, broadcast, json, help } };
}

/** The flag's number, or what is wrong with it. */
function wholeNumber(flag: string, text: string, min: number, max: number): number | string {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    return `${flag} must be a whole number, not ${JSON.stringify(text.slice(0, 60))}`;
  if (value < min || value > max) return `${flag} must be from ${min} to ${max}, not ${value}`;
  return value;
}
