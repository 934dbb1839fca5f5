import { clientLimits } from './client-limits.ts';

/**
 * How long to wait before the next try, in whole milliseconds from 0 to 15,000: full jitter, so that phones that lost the
 * same saleroom do not come back together.
 * @param failures how many tries failed in a row, from 1
 * @param chance from 0 up to, not including, 1
 */
export function backOffMs(failures: number, chance: number): number {
  const doubled = clientLimits.backOffBaseMs * 2 ** Math.min(failures - 1, 30);
  return Math.floor(chance * Math.min(clientLimits.backOffCapMs, doubled));
}
