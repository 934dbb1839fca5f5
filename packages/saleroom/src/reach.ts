import type { DropId, EpochMs } from '@gaveldrop/units';

/**
 * Tells a text to those who were found: what does not get through is counted and left to the next change or the phone's
 * own `have`. Never throws for a fault. `nowMs` is the text's own time.
 */
export type Tell = (text: string, nowMs: EpochMs) => Promise<void>;

/**
 * How a worker reaches the viewers of a shard: finds them as they are now, so that whoever is not among them comes later and
 * reads the lots after that. @throws a `Fault` when they cannot be found.
 */
export type Reach = (dropId: DropId, shard: number) => Promise<Tell>;
