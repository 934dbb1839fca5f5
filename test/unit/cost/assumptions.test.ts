import { publicLot } from '@gaveldrop/bidding';
import { clientLimits } from '@gaveldrop/client';
import { assumptions } from '@gaveldrop/infra/cost/assumptions';
import type { LotsMessage, PongMessage } from '@gaveldrop/protocol';
import { epochMs, limits } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { aBusyLot, busyRules } from '../../bench/a-busy-lot.ts';

test('a shard is posted to and grows as the engine has it', () => {
  expect([assumptions.windowMs, assumptions.climaxWindowMs]).toEqual([250, 100]);
  expect(assumptions.windowMs).toBe(limits.conflationWindowMs);
  expect(assumptions.climaxWindowMs).toBe(limits.climaxConflationWindowMs);
  expect([assumptions.shardViewersMax, assumptions.shardsMax]).toEqual([250, 64]);
  expect(assumptions.shardViewersMax).toBe(limits.shardConnectionsMax);
  expect(assumptions.shardsMax).toBe(limits.shardsMax);
});

test('phones ping, renew and ask as the engine has it', () => {
  expect(assumptions.pingEveryS * 1_000).toBe(limits.pingEveryMs);
  expect(assumptions.leaseRenewEveryS * 1_000).toBe(limits.leaseRenewEveryMs);
  expect(assumptions.pingScheduledMax).toBe(clientLimits.pingScheduledMax);
  expect(assumptions.firstPings).toBe(1 + clientLimits.quickPings);
  expect(assumptions.welcomeLotsMax).toBe(limits.welcomeLotsMax);
  expect(assumptions.pingLotsMax).toBe(limits.pingLotsMax);
});

test('messages are as long as they are said to be, and what frame and TLS add has its place', () => {
  const nowMs = epochMs(1_800_000_053_123);
  const pong: PongMessage = {
    ...{ type: 'pong', sentAtMs: nowMs, receivedAtMs: nowMs, serverNowMs: nowMs, lots: [] },
    reconnectSpreadMs: 25_000,
  };
  const change: LotsMessage = { type: 'lots', serverNowMs: nowMs, lots: [publicLot(aBusyLot(), busyRules)] };
  const text = JSON.stringify(change);
  const frame = JSON.stringify({ id: 'drop-1', type: 'data', event: text });
  expect([JSON.stringify(pong).length, text.length, frame.length]).toEqual([133, 525, 627]);
  expect([assumptions.pongBytes, assumptions.lotsMessageBytes, assumptions.eventBytes]).toEqual([
    200, 600, 700,
  ]);
});
