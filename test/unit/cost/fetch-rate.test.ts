import { fetchRate } from '@gaveldrop/infra/cost/fetch-rate';
import { expect, test } from 'vitest';

test('worked by hand', () => {
  // Ten looks a second at five places: each fetches every 1 + 1/2 seconds
  expect(fetchRate(10, 5, 1)).toBeCloseTo(3.333333, 5);
  expect(fetchRate(10, 1, 2)).toBeCloseTo(0.47619, 5);
});

test('nobody looks, nothing is fetched; few look, each look is a fetch; many do, each place fetches once a while', () => {
  expect(fetchRate(0, 20, 1)).toBe(0);
  expect(fetchRate(0.001, 20, 1)).toBeCloseTo(0.001, 6);
  expect(fetchRate(1_000_000, 20, 1)).toBeCloseTo(20, 2);
});
