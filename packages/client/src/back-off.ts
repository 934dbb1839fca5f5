import { clientLimits } from './client-limits.ts';

/**
 * How long to wait before the next try, in whole milliseconds from 0 to 8,000, or 30,000 for a page that nobody sees: full
 * jitter, so that phones that lost the same saleroom do not come back together.
 * @param failures how many tries failed in a row, from 1
 * @param chance from 0 up to, not including, 1
 */
export function backOffMs(failures: number, chance: number, visible: boolean): number {
  const { backOffBaseMs, backOffCapMs, hiddenBackOffBaseMs, hiddenBackOffCapMs } = clientLimits;
  const [baseMs, capMs] = visible ? [backOffBaseMs, backOffCapMs] : [hiddenBackOffBaseMs, hiddenBackOffCapMs];
  return Math.floor(chance * Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 30)));
}
