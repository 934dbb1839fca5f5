import { dropShape } from '@gaveldrop/infra/cost/drop-shape';
import { expect, test } from 'vitest';
import { aSmallDrop, theExampleDrop } from './a-small-drop.ts';

test('a small drop has the shards that every drop begins with, and hardly two bids near each other', () => {
  const shape = dropShape(aSmallDrop);
  expect(shape).toMatchObject({
    ...{ lots: 5, shards: 4, shardViewers: 25, connections: 100, returns: 100, bids: 60 },
    ...{ climaxSeconds: 100, calmSeconds: 500, climaxBidsPerS: 0.3, calmBidsPerS: 0.06 },
  });
  // 1 / (0.1 + e^-0.03 / 0.3) and 1 / (0.25 + e^-0.015 / 0.06)
  expect(shape.climaxMessagesPerS).toBeCloseTo(0.299866, 6);
  expect(shape.calmMessagesPerS).toBeCloseTo(0.059993, 6);
});

test('a large one has as many shards as there may be, and phones that come back once', () => {
  expect(dropShape(theExampleDrop)).toMatchObject({
    ...{ lots: 30, shards: 64, shardViewers: 157, connections: 20_000, returns: 60_000, bids: 7_200 },
    ...{ climaxSeconds: 600, calmSeconds: 3_000, climaxBidsPerS: 6, calmBidsPerS: 1.2 },
  });
});

test('no viewer is left out of the shards, and a drop without bids has no messages but for its lots', () => {
  const shardsOf = (viewers: number) => {
    const { shards, shardViewers } = dropShape({ ...theExampleDrop, viewers });
    return `${shards} of ${shardViewers}`;
  };
  expect([500, 501, 1_001, 8_001, 20_000].map(shardsOf)).toEqual([
    ...['4 of 125', '8 of 63', '16 of 63', '64 of 126', '64 of 313'],
  ]);
  expect(dropShape({ ...theExampleDrop, bidsPerMinute: 0 })).toMatchObject({
    ...{ bids: 0, calmMessagesPerS: 0, climaxMessagesPerS: 0 },
  });
});
