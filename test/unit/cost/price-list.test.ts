import { priceList } from '@gaveldrop/infra/cost/price-list';
import { quotaList } from '@gaveldrop/infra/cost/quota-list';
import { expect, test } from 'vitest';

test('every price has a source and a date', () => {
  for (const { source, asOf, dollars } of Object.values(priceList)) {
    expect(source).toMatch(/^(AWS price list|[a-z0-9.-]+\.[a-z]+\/)/);
    expect(asOf).toMatch(/^20\d\d(-\d\d(-\d\d)?)?$/);
    expect(dollars).toBeGreaterThan(0);
  }
});

test('every quota says where it is from', () => {
  for (const { source } of Object.values(quotaList))
    expect(source).toMatch(/^(docs\.aws\.amazon\.com\/|infra\/src\/)/);
});
