import { assumptions } from '@gaveldrop/infra/cost/assumptions';
import { limits } from '@gaveldrop/units';
import { expect, test } from 'vitest';

test('phones ping, renew and ask as the engine has it', () => {
  expect(assumptions.pingEveryS * 1_000).toBe(limits.pingEveryMs);
  expect(assumptions.leaseRenewEveryS * 1_000).toBe(limits.leaseRenewEveryMs);
  expect(assumptions.pingLotsMax).toBe(limits.pingLotsMax);
  expect(assumptions.welcomeLotsMax).toBe(limits.welcomeLotsMax);
});
