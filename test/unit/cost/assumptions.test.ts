import { clientLimits } from '@gaveldrop/client';
import { assumptions } from '@gaveldrop/infra/cost/assumptions';
import { limits } from '@gaveldrop/units';
import { expect, test } from 'vitest';

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
});
