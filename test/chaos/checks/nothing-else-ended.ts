import { type Verdict, verdict } from '@gaveldrop/rehearsal';

const name = 'no process ended but those that were killed';

/** A process that ends by itself has a fault that starting it again would hide. */
export const nothingElseEnded = (faults: readonly string[]): Verdict => verdict(name, faults);
