import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { environmentNames } from '@gaveldrop/adapters/names';
import { type FunctionName, functionNames } from '@gaveldrop/infra';
import { bundle } from '../../../infra/src/bundle.ts';
import type { Bench, Figure, FigureAbout } from '../figure.ts';
import { figureOf, type Round } from '../side-by-side.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../load-once.ts', import.meta.url));
const bare = { file: 'test/bench/bare-client.ts', name: 'bare-client' };

/** What functions look for when they are loaded, with addresses as on AWS, where nobody is to be asked. */
const sought: Record<keyof typeof environmentNames, string> = {
  lotsTable: 'bench',
  recordsTable: 'bench',
  connectionsTable: 'bench',
  pulseQueueUrl: 'https://127.0.0.1:1/000000000000/bench.fifo',
  nudgeQueueUrl: 'https://127.0.0.1:1/000000000000/bench',
  allowedOrigins: '*',
  groupClaim: 'groups',
  shardCount: '1',
  saleroomSecret: 'bench',
  managementEndpoint: 'https://127.0.0.1:1/bench',
  eventsEndpoint: 'https://127.0.0.1:1/event',
  broadcast: 'connections',
  region: 'us-east-1',
};
const names = Object.keys(environmentNames) as (keyof typeof environmentNames)[];
const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(names.map((name) => [environmentNames[name], sought[name]])),
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL: 'https://127.0.0.1:1',
};

const bytes: FigureAbout = {
  what: 'bytes of its bundle',
  floor: 'bytes of a bare DynamoDB client bundled alike',
};
const load: FigureAbout = {
  what: 'loading its bundle, in a process that has loaded nothing else',
  floor: 'loading the bare client so',
};

export const bundles: Bench = {
  name: 'bundles',
  about:
    "functions' bundles, beside that of a bare DynamoDB client made by the same bundler with the same settings",
  rounds: 5,
  figures: {
    bundles: { ...load, what: `${load.what}: that of bids`, bound: { of: 'ratio', atMost: 2 } },
    ...Object.fromEntries(functionNames.map((name) => [`bundles.${name}`, bytes])),
    ...Object.fromEntries(functionNames.map((name) => [`bundles.${name}.load`, load])),
    'bundles.bid': { ...bytes, bound: { of: 'value', atMost: 350_000 } },
    'bundles.bid.load': { ...load, bound: { of: 'ratio', atMost: 2 } },
  },
  run: async ({ rounds }) => {
    const folder = mkdtempSync(join(tmpdir(), 'gaveldrop-bench-'));
    const at = (name: string): string => join(folder, name, 'index.mjs');
    const loadMs = async (name: string): Promise<number> => {
      const { stdout } = await run(process.execPath, [script, pathToFileURL(at(name)).href], {
        env: environment,
      });
      return Number(stdout);
    };
    try {
      bundle([bare, ...functionNames.map((name) => ({ file: `functions/src/${name}.ts`, name }))], folder);
      // The first load of a file also reads it from the disk.
      for (const name of [bare.name, ...functionNames]) await loadMs(name);
      const took = new Map<FunctionName, Round[]>(functionNames.map((name) => [name, []]));
      const loadOf = (name: FunctionName): Figure => figureOf('ms', took.get(name) ?? []);
      let before = await loadMs(bare.name);
      for (let round = 0; round < rounds; round += 1) {
        for (const name of round % 2 === 0 ? functionNames : functionNames.toReversed()) {
          const ours = await loadMs(name);
          // A load of the bare client before and after each function's: what slows the machine slows both.
          const after = await loadMs(bare.name);
          took.get(name)?.push({ ours, floor: (before + after) / 2 });
          before = after;
        }
      }
      const floor = statSync(at(bare.name)).size;
      const bytesOf = (name: FunctionName): Figure => {
        const value = statSync(at(name)).size;
        return { value, floor, ratio: value / floor, unit: 'bytes', rounds: 1 };
      };
      return {
        bundles: loadOf('bid'),
        ...Object.fromEntries(functionNames.map((name) => [`bundles.${name}`, bytesOf(name)])),
        ...Object.fromEntries(functionNames.map((name) => [`bundles.${name}.load`, loadOf(name)])),
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
