import type { Bench } from '../figure.ts';
import { bid } from './bid.ts';
import { broadcast } from './broadcast.ts';
import { bundles } from './bundles.ts';
import { decide } from './decide.ts';
import { hammer } from './hammer.ts';
import { hotLot } from './hot-lot.ts';
import { viewers } from './viewers.ts';

/** Everything that is measured, in the order it is measured in. */
export const benches: readonly Bench[] = [decide, bid, hotLot, broadcast, viewers, hammer, bundles];
