import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { memoryRulesStore } from '@gaveldrop/adapters/memory/memory-rules-store';
import type { LotAgreement, RulesStore } from '@gaveldrop/saleroom';
import { basisPoints, cents, durationMs, type RulesId, type UserId } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { createKeyedTable, patientDynamo } from './emulated-aws.ts';
import { anId } from './sample-lots.ts';

const table = createKeyedTable();

const agreement = (rulesId: RulesId): LotAgreement => ({
  rules: {
    rulesId,
    sellerId: 'seller' as UserId,
    startPriceCents: cents(100),
    ladder: [{ fromCents: cents(0), incrementCents: cents(50) }],
    closing: { durationMs: durationMs(60_000), extension: { mode: 'none' } },
  },
  terms: {
    commission: { bands: [{ fromCents: cents(0), rateBp: basisPoints(800) }] },
    processing: { rateBp: basisPoints(290), fixedCents: cents(30), base: 'order-total' },
  },
  termsVersion: 1,
  currency: 'EUR',
  lotTitle: 'Alpha “Lotus”, 第一',
  shippingCents: cents(0),
});

bothVersions<RulesStore>(
  'rules store',
  {
    memory: async () => memoryRulesStore(),
    aws: async () => dynamoRulesStore(patientDynamo(), await table),
  },
  (make) => {
    test('[M7] a version reads back as it was written, and stays as it was', async () => {
      const rules = await make();
      const rulesId = anId<RulesId>();
      expect(await rules.read(rulesId)).toBeUndefined();
      await rules.write(agreement(rulesId));
      await rules.write({ ...agreement(rulesId), termsVersion: 2 });
      expect(await rules.read(rulesId)).toEqual(agreement(rulesId));
    });
  },
);
