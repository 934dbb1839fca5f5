import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { environmentNames } from '@gaveldrop/adapters/names';
import { bundle } from '../../../infra/src/bundle.ts';
import { barePulse } from '../bid/bare-pulse.ts';
import { bareWrites } from '../bid/bare-writes.ts';
import { type BidHandler, bidsOn } from '../bid/bids-on.ts';
import { lotsToBidOn } from '../bid/lots-to-bid-on.ts';
import type { Bench } from '../figure.ts';
import { median } from '../median.ts';
import { figureOf, type Round } from '../side-by-side.ts';
import { benchSecret, startStandIns } from '../stand-ins.ts';
import { timed } from '../timed.ts';

/** Turns in a round, in each of which everything that is measured is done once. */
const turns = 100;
/** Turns before the first round: the SDK, its sockets and DynamoDB Local all get faster over some hundred requests. */
const warmingTurns = 300;

/** What is measured in a turn. */
const kinds = ['pushed', 'update', 'quiet', 'pulse'] as const;
type Kind = (typeof kinds)[number];
/** What each took, in milliseconds. */
type Turn = Readonly<Record<Kind, number>>;

/** The bid function's own bundle, loaded with this environment. */
async function loadBidFunction(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<BidHandler> {
  bundle([{ file: 'functions/src/bid.ts', name: 'bid' }], folder);
  Object.assign(process.env, environment);
  const { handler } = (await import(pathToFileURL(join(folder, 'bid/index.mjs')).href)) as {
    handler: BidHandler;
  };
  return handler;
}

/** Ready to measure: one turn of everything, `at` saying which of them begins. */
async function prepare(folder: string): Promise<(at: number) => Promise<Turn>> {
  const { lot, twin, tables, queueUrls } = await lotsToBidOn();
  const handler = await loadBidFunction(folder, {
    [environmentNames.lotsTable]: tables.lots,
    [environmentNames.recordsTable]: tables.records,
    [environmentNames.connectionsTable]: tables.connections,
    [environmentNames.pulseQueueUrl]: queueUrls.pulses,
    [environmentNames.saleroomSecret]: benchSecret.arn,
  });
  const bids = bidsOn(handler, lot.lotId);
  const nextWrite = bareWrites(new DynamoDBClient({}), tables.lots, twin);
  const bareQueues = new SQSClient({ useQueueUrlAsEndpoint: false });
  await bids.pushed();
  return async (at) => {
    const write = nextWrite();
    const pulse = barePulse(queueUrls.bare, write.lot);
    const doing: Readonly<Record<Kind, () => Promise<number>>> = {
      pushed: bids.pushed,
      quiet: bids.quiet,
      update: () => timed(write.send),
      pulse: () => timed(() => bareQueues.send(pulse)),
    };
    const took = { pushed: 0, update: 0, quiet: 0, pulse: 0 };
    // Each begins as often as the others, so that none has always waited longest.
    const order = [...kinds.slice(at % kinds.length), ...kinds.slice(0, at % kinds.length)];
    for (const kind of order) took[kind] = await doing[kind]();
    return took;
  };
}

export const bid: Bench = {
  name: 'bid',
  about:
    "a bid from the gateway's event to the handler's answer, in a warm function with a current copy of the lot",
  rounds: 9,
  figures: {
    bid: {
      what: "the handler of the bid function's own bundle, one accepted bid: committed, its pulse sent, answered",
      floor: 'a bare conditional UpdateItem of the same item by an SDK client of its own',
      bound: { of: 'ratio', atMost: 1.5 },
    },
    'bid.quiet': {
      what: 'the same handler, one accepted bid that nobody is told of (a raised maximum): all but the pulse',
      floor: 'the same bare UpdateItem',
    },
    'bid.pulse': {
      what: 'what the pulse adds to a bid: the first figure less the second',
      floor: 'a bare SendMessageBatch of the same message by an SDK client, to the same local queues',
    },
    'bid.stand-ins': {
      what: 'the handler of the first figure again',
      floor:
        'what the stand-ins take for its two requests: the bare UpdateItem, then the bare SendMessageBatch',
    },
  },
  run: async ({ rounds, tell }) => {
    const folder = mkdtempSync(join(tmpdir(), 'gaveldrop-bench-'));
    const standIns = await startStandIns();
    try {
      const turn = await prepare(folder);
      tell('warming up');
      for (let at = 0; at < warmingTurns; at += 1) await turn(at);
      const measured: Turn[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const took: Turn[] = [];
        for (let at = 0; at < turns; at += 1) took.push(await turn(at));
        const middle = (kind: Kind): number => median(took.map((one) => one[kind]));
        measured.push({
          ...{ pushed: middle('pushed'), quiet: middle('quiet') },
          ...{ update: middle('update'), pulse: middle('pulse') },
        });
        tell(`round ${round + 1} of ${rounds}`);
      }
      const of = (round: (one: Turn) => Round) => figureOf('ms', measured.map(round));
      return {
        bid: of(({ pushed, update }) => ({ ours: pushed, floor: update })),
        'bid.quiet': of(({ quiet, update }) => ({ ours: quiet, floor: update })),
        'bid.pulse': of(({ pushed, quiet, pulse }) => ({ ours: pushed - quiet, floor: pulse })),
        'bid.stand-ins': of(({ pushed, update, pulse }) => ({ ours: pushed, floor: update + pulse })),
      };
    } finally {
      await standIns.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
