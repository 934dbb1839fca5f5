import { quotaUses } from '@gaveldrop/infra/cost/quota-uses';
import { expect, test } from 'vitest';
import { aSmallDrop, theExampleDrop } from './a-small-drop.ts';

const useOf = (inputs: typeof aSmallDrop, name: string) => {
  const use = quotaUses(inputs).find((one) => one.name === name);
  if (use === undefined) throw new Error(`there is no quota ${name}`);
  return use;
};

test('the requests of the gateways are met first, by posts', () => {
  const [first] = quotaUses(theExampleDrop);
  // 10,000 viewers * (5.222788 posts + 1/25 ping + 7/1,800 for coming back) + 6 bids
  expect(first?.name).toBe('gatewayRequests');
  expect(first?.needed).toBeCloseTo(52_672.8, 0);
  expect(first?.used).toBeCloseTo(5.267, 3);
  // 1,897 * 5.26668 + 6 is 9,997; 1,898 * 5.26668 + 6 is 10,002
  expect(first?.metAtViewers).toBe(1_898);
});

test('a message to all at once is as large as the audience', () => {
  expect(useOf(theExampleDrop, 'gatewayBurst')).toMatchObject({
    needed: 10_000,
    used: 2,
    metAtViewers: 5_001,
  });
  expect(useOf({ ...theExampleDrop, bidsPerMinute: 0 }, 'gatewayBurst').needed).toBe(0);
});

test('new connections are those of the arrival: all within five minutes', () => {
  const use = useOf(theExampleDrop, 'newConnections');
  expect(use.needed).toBeCloseTo(33.33, 2);
  expect(use.metAtViewers).toBe(150_001);
});

test('the Lots table is read most while people arrive, whose welcomes show all lots', () => {
  // 33.33 hellos * 31, 400 pings * 4
  expect(useOf(theExampleDrop, 'lotsTableReads').needed).toBeCloseTo(1_033.33 + 1_600, 0);
});

test('the lot that is open is read by pings, workers, hellos and bids, and written by bids', () => {
  // 400 pings, 64 shards * 5.222788, 5.56 hellos, 6 bids
  expect(useOf(theExampleDrop, 'lotReads').needed).toBeCloseTo(745.8, 0);
  expect(useOf(theExampleDrop, 'lotWrites')).toMatchObject({ needed: 6, quota: 1_000 });
});

test('what only bids need is met by no audience, however large', () => {
  expect(useOf(theExampleDrop, 'lotWrites').metAtViewers).toBeUndefined();
  expect(useOf(theExampleDrop, 'recordsTableWrites').metAtViewers).toBeUndefined();
});

test('a small drop meets nothing, and the most used comes first', () => {
  const uses = quotaUses(aSmallDrop);
  expect(uses.every(({ used }) => used < 0.1)).toBe(true);
  expect(uses.map(({ used }) => used)).toEqual(uses.map(({ used }) => used).toSorted((a, b) => b - a));
});
