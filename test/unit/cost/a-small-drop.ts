import type { DropInputs } from '@gaveldrop/infra/cost/drop-inputs';

/** Five lots of two minutes, few enough people for four shards of 25, and a bid every ten seconds. */
export const aSmallDrop: DropInputs = {
  viewers: 100,
  bidders: 10,
  minutes: 10,
  bidsPerMinute: 6,
  broadcast: 'connections',
};

/** What the README tells the bill of. */
export const theExampleDrop: DropInputs = {
  viewers: 10_000,
  bidders: 500,
  minutes: 60,
  bidsPerMinute: 120,
  broadcast: 'connections',
};
