import type { MakeCheck } from '../check.ts';
import { isRunning } from '../expected/status-of.ts';

/** [B11] While a lot is open or paused its price stays or rises. */
export const priceNeverFalls: MakeCheck = () => ({
  name: 'price-never-falls',
  on: {
    'lot-committed': ({ atMs, lotId, before, after }, _world, report) => {
      const price = before?.stored.priceCents;
      if (before === undefined || price === undefined || !isRunning(before.stored)) return;
      if (after.priceCents === undefined || after.priceCents < price)
        report('B11', atMs, `the price fell from ${price} to ${after.priceCents}`, lotId);
    },
  },
});
