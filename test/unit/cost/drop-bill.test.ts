import { actRequests } from '@gaveldrop/infra/cost/act-requests';
import { dropBill, requestsOfDrop, sumOfLines } from '@gaveldrop/infra/cost/drop-bill';
import { dropShape } from '@gaveldrop/infra/cost/drop-shape';
import { describe, expect, test } from 'vitest';
import { aSmallDrop } from './a-small-drop.ts';

describe('the counted request table', () => {
  test('an accepted bid: one read and one write of the lot, a batch of pulses for each ten shards, twice, and eight history units', () => {
    const at = (viewers: number) => actRequests(dropShape({ ...aSmallDrop, viewers }), 3).bid;
    expect(at(100)).toMatchObject({ lotsReads: 1, lotsWrites: 1, recordsWrites: 8, socketMessages: 2 });
    expect(at(100).fifoRequests).toBe(2);
    // Eight shards, sixteen, and the most there are, which is sixty-four.
    expect(at(1_000).fifoRequests).toBe(2);
    expect(at(1_001).fifoRequests).toBe(4);
    expect(at(10_000).fifoRequests).toBe(14);
  });

  test('a message lists its shard: 250 connections of 100 bytes are 7 read units, 157 are 4, 25 are 1', () => {
    const at = (viewers: number) => actRequests(dropShape({ ...aSmallDrop, viewers }), 3).calmMessage;
    expect(at(16_000)).toMatchObject({ connectionsReads: 7, lotsReads: 1, fifoRequests: 2 });
    expect(at(10_000)).toMatchObject({ connectionsReads: 4 });
    expect(at(100)).toMatchObject({ connectionsReads: 1 });
  });

  test('a worker holds its shard for the window, and a climax for as long as posting takes', () => {
    const table = actRequests(dropShape(aSmallDrop), 3);
    expect(table.calmMessage.runs).toEqual([{ of: 'broadcast', times: 1, ms: 250 }]);
    expect(table.climaxMessage.runs).toEqual([{ of: 'broadcast', times: 1, ms: 100 }]);
  });

  test('a connection reads its drop’s shards, all of them at once, and is counted in and out', () => {
    const at = (viewers: number) => actRequests(dropShape({ ...aSmallDrop, viewers }), 3).connection;
    expect(at(100)).toMatchObject({ connectionsReads: 3, connectionsWrites: 8 });
    expect(at(10_000)).toMatchObject({ connectionsReads: 4, connectionsWrites: 8 });
  });

  test('a welcome of more lots than fit 32 KB is two messages, and never more than a welcome holds', () => {
    const at = (minutes: number) => actRequests(dropShape({ ...aSmallDrop, minutes }), 3).connection;
    expect(at(60)).toMatchObject({ socketMessages: 2, lotsReads: 31 });
    expect(at(140)).toMatchObject({ socketMessages: 3, lotsReads: 71 });
    expect(at(600)).toMatchObject({ socketMessages: 3, lotsReads: 101 });
  });
});

describe('a small drop, worked out by hand', () => {
  const shape = dropShape(aSmallDrop);
  const all = requestsOfDrop(shape);

  // To each shard: 500 s * 0.0599933 + 100 s * 0.2998664 for bids, and 10 for the openings and hammers of 5 lots: 69.9833.
  test('requests', () => {
    // 100 sockets * 2, 300 + 2,400 pings * 2, 60 bids * 2, 5 openings * 2, and 100 * 69.9833 posts
    expect(all.socketMessages).toBeCloseTo(200 + 5_400 + 120 + 10 + 6_998.33, 1);
    // 100 visits * 2, 10 registrations * 2, 100 tickets * 2, and the snapshots below
    expect(all.httpRequests).toBeCloseTo(420 + 392.72, 1);
    // 100 hellos * 6, 2,400 pings * (1 + 1 + 1.4), as 2, 2, 2, 1 and 0 scheduled lots are asked about, 60 bids,
    // 5 openings * 3, 5 hammers * 9, 4 * 69.9833 messages, 10 sweeps * 2, 392.722 snapshots * 5
    expect(all.lotsReads).toBeCloseTo(600 + 8_160 + 60 + 15 + 45 + 279.93 + 20 + 1_963.61, 1);
    // 60 bids, 5 openings * 5, 5 hammers * 2
    expect(all.lotsWrites).toBe(95);
    // 10 registrations * 5, 60 bids * 8, 5 openings * 4, 5 hammers * (4 + 30)
    expect(all.recordsWrites).toBe(50 + 480 + 20 + 170);
    // 100 connections * 8, a renewal a minute of each, and 4 shards recounted 3 times in each of 10 minutes
    expect(all.connectionsWrites).toBe(800 + 1_000 + 120);
    // 70 changes * 2, 279.9332 messages * 2, 10 minutes * 15
    expect(all.fifoRequests).toBeCloseTo(140 + 559.87 + 150, 1);
    // 5 openings, 5 hammers * 16, 10 minutes * 15
    expect(all.standardRequests).toBe(5 + 80 + 150);
  });

  test('snapshots', () => {
    // 100 visits * 2, 100 returns
    expect(all.looks).toBe(300);
    // Five lots of 500 bytes each
    expect(all.lookBytes).toBe(750_000);
    // The fresh one of each return, and what 20 places fetch: 300 s * 20 / (1 + 20 / (200 / 300)), 600 s * 20 / (1 + 20 / (100 / 600))
    const fetched = 100 + 193.548 + 99.174;
    // The drop and its catalogue, besides 100 visits * 3, 10 registrations * 2, 100 connections * 5, 5 openings * 2, 5 hammers
    expect(all.recordsReads).toBeCloseTo(2 * fetched + 300 + 20 + 500 + 10 + 5, 1);
  });

  test('dollars', () => {
    const lines = dropBill(shape);
    const dollars = (what: string) => lines.find((line) => line.what === what)?.dollars;
    expect(dollars('posts to viewers')).toBe(0.007);
    expect(dollars('all other messages, both ways')).toBe(0.0057);
    // 1,000 minutes at $0.25 a million
    expect(dollars('connection minutes')).toBe(0.0003);
    expect(dollars('requests')).toBe(0.0008);
    // 1,920 at $0.625 a million
    expect(dollars('writes of Connections')).toBe(0.0012);
    // 11,143.5 at $0.125 a million
    expect(dollars('reads of Lots')).toBe(0.0014);
    // 100 times 10 files at $0.01 for 10,000
    expect(dollars('requests for pages')).toBe(0.001);
    // 300 at the same
    expect(dollars('requests for snapshots')).toBe(0.0003);
    // 0.00075 GB at $0.085
    expect(dollars('GB of snapshots')).toBe(0.0001);
    // (159.99 runs of 250 ms and 119.95 of 100 ms) of 1,769 MB: 89.82 GB-seconds at $13.3334 a million
    expect(dollars('GB-seconds of posting')).toBe(0.0012);
    expect(sumOfLines(lines)).toBeCloseTo(
      lines.reduce((sum, line) => sum + line.dollars, 0),
      9,
    );
  });
});

describe('the same drop told by events', () => {
  const shape = dropShape({ ...aSmallDrop, broadcast: 'events' });
  const all = requestsOfDrop(shape);

  test('one shard, in which a message is one publication, with nobody listed and nothing recounted', () => {
    expect(shape).toMatchObject({ shards: 1, shardViewers: 100 });
    expect(actRequests(shape, 3).calmMessage).toEqual({
      ...{ feedOperations: 1, feedPublications: 1, lotsReads: 1, openLotReads: 1, fifoRequests: 2 },
      runs: [{ of: 'broadcast', times: 1, ms: 250 }],
    });
    // 70 changes * 2, 69.9833 messages * 2, 10 minutes * 15
    expect(all.fifoRequests).toBeCloseTo(140 + 139.97 + 150, 1);
    // 100 connections * 7, since nobody is listed, and a renewal a minute of each
    expect(all.connectionsWrites).toBe(700 + 1_000);
  });

  test('all but the posts stays on the sockets, and each coming to the feed is a ping besides', () => {
    // 100 sockets * 2, 300 + 2,400 + 100 pings * 2, 60 bids * 2, 5 openings * 2
    expect(all.socketMessages).toBe(200 + 5_600 + 120 + 10);
  });

  test('operations of the feed: deliveries, publications, two a connection, one a return, one a minute', () => {
    expect(all.feedDeliveries).toBeCloseTo(6_998.33, 1);
    expect(all.feedOperations).toBeCloseTo(6_998.33 + 69.98 + 200 + 100 + 1_000, 1);
  });

  test('dollars', () => {
    const lines = dropBill(shape);
    const of = (service: string) =>
      lines.filter((line) => line.service === service).map(({ what, dollars }) => [what, dollars]);
    expect(of('AppSync Events')).toEqual([
      ['deliveries to viewers', 0.007],
      // 1,370 at $1 a million, and 1,000 at $0.08 a million
      ['all other operations', 0.0014],
      ['connection minutes', 0.0001],
    ]);
    expect(of('API Gateway, sockets')).toEqual([
      ['messages, both ways', 0.0059],
      // Every phone keeps its socket.
      ['connection minutes', 0.0003],
    ]);
    // 160.0 runs of 250 ms and 120.0 of 100 ms, divided by 4 shards: 22.45 GB-seconds at $13.3334 a million
    expect(lines.find(({ what }) => what === 'GB-seconds of posting')?.dollars).toBe(0.0003);
  });
});

test('what of a drop with more lots than a welcome holds is looked up at the edge, at each connection', () => {
  const looks = (minutes: number) => requestsOfDrop(dropShape({ ...aSmallDrop, minutes })).looks;
  // 100 visits * 2, 100 returns every ten minutes; and 100 connections every half hour
  expect(looks(200)).toBe(200 + 2_000);
  expect(looks(210)).toBe(200 + 2_100 + 700);
});

test('each line is what it counts times its price', () => {
  const lines = dropBill(
    dropShape({ ...aSmallDrop, viewers: 1_000_000, bidders: 1, minutes: 4, bidsPerMinute: 0 }),
  );
  const line = (what: string) => lines.find((one) => one.what === what);
  expect(line('connection minutes')).toMatchObject({ quantity: 4_000_000, dollars: 1 });
  // Two lots, each opened and brought down
  expect(line('posts to viewers')).toMatchObject({ quantity: 4_000_000, dollars: 4 });
  expect(line('requests for pages')).toMatchObject({ quantity: 10_000_000, dollars: 10 });
});
