import { dropShape } from '@gaveldrop/infra/cost/drop-shape';
import { expect, test } from 'vitest';
import { aSmallDrop, theExampleDrop } from './a-small-drop.ts';

test('a small drop has the shards that every drop begins with, and hardly two bids near each other', () => {
  const shape = dropShape(aSmallDrop);
  expect(shape).toMatchObject({
    ...{ lots: 5, shards: 4, shardViewers: 25, connections: 100, bids: 60 },
    ...{ climaxSeconds: 100, calmSeconds: 500, climaxBidsPerS: 0.3, calmBidsPerS: 0.06 },
  });
  // 1 / (0.1 + e^-0.03 / 0.3) and 1 / (0.25 + e^-0.015 / 0.06)
  expect(shape.climaxMessagesPerS).toBeCloseTo(0.299866, 6);
  expect(shape.calmMessagesPerS).toBeCloseTo(0.059993, 6);
});

test('a large one has shards of 250, and phones that come back once', () => {
  expect(dropShape(theExampleDrop)).toMatchObject({
    ...{ lots: 30, shards: 40, shardViewers: 250, connections: 20_000, bids: 7_200 },
    ...{ climaxSeconds: 600, calmSeconds: 3_000, climaxBidsPerS: 6, calmBidsPerS: 1.2 },
  });
});

test('no viewer is left out of the shards, and a drop without bids has no messages but for its lots', () => {
  expect(dropShape({ ...theExampleDrop, viewers: 1_001 })).toMatchObject({ shards: 5, shardViewers: 201 });
  expect(dropShape({ ...theExampleDrop, bidsPerMinute: 0 })).toMatchObject({
    ...{ bids: 0, calmMessagesPerS: 0, climaxMessagesPerS: 0 },
  });
});
