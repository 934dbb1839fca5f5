import { lotItem } from '@gaveldrop/adapters/aws/lot-item';
import { expect, test } from 'vitest';
import { itemBytes } from './item-bytes.ts';
import { worstLots } from './worst-lots.ts';

test('[data] DynamoDB’s rules for the size of an item', () => {
  expect(itemBytes({ a: { S: 'bid' } })).toBe(4);
  expect(itemBytes({ a: { S: '第' } })).toBe(4);
  expect(itemBytes({ a: { N: '7' } })).toBe(3);
  expect(itemBytes({ a: { N: '999999999999' } })).toBe(8);
  expect(itemBytes({ a: { N: '1000000000000' } })).toBe(3);
  expect(itemBytes({ a: { B: new Uint8Array(16) } })).toBe(17);
  expect(itemBytes({ a: { BOOL: true } })).toBe(2);
  expect(itemBytes({ a: { L: [{ N: '1' }, { N: '2' }] } })).toBe(10);
  expect(itemBytes({ a: { M: { b: { N: '1' } } } })).toBe(8);
});

for (const [state, lot] of Object.entries(worstLots))
  test(`[data] the worst lot item, ${state}, fits one write unit`, ({ annotate }) => {
    const bytes = itemBytes(lotItem(lot));
    console.log(`worst lot item, ${state}: ${bytes} bytes`);
    void annotate(`${bytes} bytes`);
    expect(bytes).toBeLessThan(1_024);
  });
