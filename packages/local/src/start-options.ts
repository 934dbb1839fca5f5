import { parseArgs } from 'node:util';
import { RunnerRefusal } from './runner-refusal.ts';

export type StartOptions = {
  readonly fresh: boolean;
  readonly memory: boolean;
  readonly json: boolean;
  readonly help: boolean;
  readonly verbose: boolean;
  /** The site's port, the other five after it; 0 for any free ones. */
  readonly port: number;
  readonly host: string;
  /** Where data is kept, other than under `.local/`. */
  readonly data: string | undefined;
  /** Where a synthesized stack lies, to be run as it is. */
  readonly assembly: string | undefined;
  /** How viewers are reached, where that is not as the stack has it by itself. */
  readonly broadcast: string | undefined;
};

export const startUsage = `Runs the whole saleroom on this machine.

  npm start -- [options]

  --port N      the site's port, default 4700; the HTTP API, the sockets, the sign-in, the snapshots and the feed
                take the five after it. 0 takes any that are free
  --host H      the address to listen on, default 127.0.0.1
  --fresh       forget the data of earlier starts
  --memory      keep nothing: the data is gone when it stops
  --data F      keep the data in this folder
  --assembly F  run what is synthesized in this folder, without building anything
  --broadcast W how viewers are reached: connections (each is posted to) or events (by a feed)
  --verbose     show what the functions log
  --json        print the addresses as one line of JSON, and stop when standard input ends
  --help        print this

Data is kept in .local/. DYNAMODB_ENDPOINT names a DynamoDB Local that runs already; without it Java 11 or newer is needed.
SQS_ENDPOINT names an SQS emulator that runs already, as packages/local/src/run-queue-emulator.ts runs one.
`;

const portMax = 65_535 - 5;
const ways = ['connections', 'events'];

/** Reads the command line. @throws RunnerRefusal that names what is wrong with it. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const flag = { type: 'boolean', default: false } as const;
  const read = () =>
    parseArgs({
      args: [...args],
      options: {
        fresh: flag,
        memory: flag,
        json: flag,
        help: flag,
        verbose: flag,
        port: { type: 'string', default: '4700' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        assembly: { type: 'string' },
        broadcast: { type: 'string' },
      },
    }).values;

  let values: ReturnType<typeof read>;
  try {
    values = read();
  } catch (error) {
    throw new RunnerRefusal(error instanceof Error ? error.message : String(error));
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > portMax) {
    throw new RunnerRefusal(`--port must be 0 to ${portMax}, not ${values.port}`);
  }
  const { data, assembly, broadcast } = values;
  if (data === '' || assembly === '') throw new RunnerRefusal('--data and --assembly need a folder');
  if (data !== undefined && values.memory)
    throw new RunnerRefusal('--data keeps the data and --memory keeps none: choose one');
  if (broadcast !== undefined && !ways.includes(broadcast))
    throw new RunnerRefusal(`--broadcast must be ${ways.join(' or ')}, not ${broadcast}`);
  if (broadcast !== undefined && assembly !== undefined)
    throw new RunnerRefusal(
      '--assembly is synthesized already and --broadcast is not asked any more: choose one',
    );
  return { ...values, port, data, assembly, broadcast };
}
