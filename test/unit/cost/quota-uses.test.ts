import { quotaUses } from '@gaveldrop/infra/cost/quota-uses';
import { describe, expect, test } from 'vitest';
import { aSmallDrop, theExampleDrop } from './a-small-drop.ts';

const useOf = (inputs: typeof aSmallDrop, name: string) => {
  const use = quotaUses(inputs).find((one) => one.name === name);
  if (use === undefined) throw new Error(`there is no quota ${name}`);
  return use;
};

test('the requests of the gateways are met first, by posts', () => {
  const [first] = quotaUses(theExampleDrop);
  // 10,000 viewers * (5.222788 posts + 1/25 ping + 7/1,800 for coming back + 1/600 fresh snapshot) + 6 bids, and what the
  // edge fetches: 20 / (1 + 20 / 16.67)
  expect(first?.name).toBe('gatewayRequests');
  expect(first?.needed).toBeCloseTo(52_689.4 + 9.1, 0);
  expect(first?.used).toBeCloseTo(5.27, 3);
  // 1,896 * 5.268343 + 6 + 2.7 is 9,998; 1,897 * 5.268343 + 6 + 2.7 is 10,003
  expect(first?.metAtViewers).toBe(1_897);
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

test('the HTTP API is asked most while people arrive: two for a visit, two for a ticket, registrations, snapshots', () => {
  // 33.33 * 4, 500 / 300 * 2, 16.67 + 16.13 snapshots
  expect(useOf(theExampleDrop, 'stageRequests')).toMatchObject({ quota: 2_000 });
  expect(useOf(theExampleDrop, 'stageRequests').needed).toBeCloseTo(133.3 + 3.3 + 16.7 + 16.1, 0);
});

test('the Lots table is read most while people arrive, whose welcomes show all lots', () => {
  // 33.33 hellos * 31, 400 pings * 4, and snapshots of 30 lots: 16.67 fresh ones, and 20 / (1 + 20 / (66.67 + 16.67)) fetched
  expect(useOf(theExampleDrop, 'lotsTableReads').needed).toBeCloseTo(1_033.33 + 1_600 + 500 + 483.87, 0);
});

test('the lot that is open is read by pings, workers, hellos, bids and snapshots, and written by bids', () => {
  // 400 pings, 64 shards * 5.222788, 5.56 hellos, 6 bids, 16.67 + 9.09 snapshots
  expect(useOf(theExampleDrop, 'lotReads').needed).toBeCloseTo(745.8 + 25.76, 0);
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

describe('told by events', () => {
  const byEvents = { ...theExampleDrop, broadcast: 'events' } as const;

  test('nothing is posted, and the quotas of posts are none of its', () => {
    // 400 pings, 38.9 for coming back and 5.6 for the feed, 16.7 + 9.1 snapshots, 6 bids
    const climax = 400 + 38.9 + 5.6 + 16.7 + 9.1 + 6;
    // 400 pings, 33.3 * (7 for a connection, 2 for a visit, 1 for the feed), 3.3 of registering, 16.7 + 16.1 snapshots
    const arrival = 400 + 333.3 + 3.3 + 16.7 + 16.1;
    expect(arrival).toBeGreaterThan(climax);
    expect(useOf(byEvents, 'gatewayRequests').needed).toBeCloseTo(arrival, 0);
    expect(quotaUses(byEvents).map(({ name }) => name)).not.toContain('gatewayBurst');
    expect(quotaUses(theExampleDrop).map(({ name }) => name)).not.toContain('feedDeliveries');
  });

  test('AppSync takes a publication and its deliveries, and new connections as the saleroom does', () => {
    expect(useOf(byEvents, 'feedDeliveries').needed).toBeCloseTo(52_227.9, 0);
    expect(useOf(byEvents, 'feedDeliveries').metAtViewers).toBe(191_469);
    expect(useOf(byEvents, 'feedPublications').needed).toBeCloseTo(5.222788, 5);
    expect(useOf(byEvents, 'feedPublications').metAtViewers).toBeUndefined();
    expect(useOf(byEvents, 'feedConnections')).toMatchObject({ quota: 2_000, metAtViewers: 600_001 });
  });
});
