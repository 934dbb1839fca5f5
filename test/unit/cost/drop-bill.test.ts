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
    // 100 visits * 2, 10 registrations * 2, 100 tickets * 2
    expect(all.httpRequests).toBe(420);
    // 100 hellos * 6, 2,400 pings * (1 + 1 + 1.4), as 2, 2, 2, 1 and 0 scheduled lots are asked about, 60 bids,
    // 5 openings * 3, 5 hammers * 9, 4 * 69.9833 messages, 10 sweeps * 2
    expect(all.lotsReads).toBeCloseTo(600 + 8_160 + 60 + 15 + 45 + 279.93 + 20, 1);
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

  test('dollars', () => {
    const lines = dropBill(shape);
    const dollars = (what: string) => lines.find((line) => line.what === what)?.dollars;
    expect(dollars('posts to viewers')).toBe(0.007);
    expect(dollars('all other messages, both ways')).toBe(0.0057);
    // 1,000 minutes at $0.25 a million
    expect(dollars('connection minutes')).toBe(0.0003);
    expect(dollars('requests')).toBe(0.0004);
    // 1,920 at $0.625 a million
    expect(dollars('writes of Connections')).toBe(0.0012);
    // 9,179.9 at $0.125 a million
    expect(dollars('reads of Lots')).toBe(0.0011);
    // 100 times 10 files at $0.01 for 10,000
    expect(dollars('requests for pages')).toBe(0.001);
    // (159.99 runs of 250 ms and 119.95 of 100 ms) of 1,769 MB: 89.82 GB-seconds at $13.3334 a million
    expect(dollars('GB-seconds of posting')).toBe(0.0012);
    expect(sumOfLines(lines)).toBeCloseTo(
      lines.reduce((sum, line) => sum + line.dollars, 0),
      9,
    );
  });
});

test('each line is what it counts times its price', () => {
  const lines = dropBill(dropShape({ viewers: 1_000_000, bidders: 1, minutes: 4, bidsPerMinute: 0 }));
  const line = (what: string) => lines.find((one) => one.what === what);
  expect(line('connection minutes')).toMatchObject({ quantity: 4_000_000, dollars: 1 });
  // Two lots, each opened and brought down
  expect(line('posts to viewers')).toMatchObject({ quantity: 4_000_000, dollars: 4 });
  expect(line('requests for pages')).toMatchObject({ quantity: 10_000_000, dollars: 10 });
});
