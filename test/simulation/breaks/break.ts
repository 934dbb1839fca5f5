import type { Saleroom } from '../saleroom.ts';

/** A defect that is planted in the simulation, to see that the simulation finds it. */
export type Break = {
  readonly name: string;
  /** What is wrong with it, in a sentence. */
  readonly defect: string;
  /** The saleroom with the defect in it; made anew for each seed. */
  readonly plant: (sound: Saleroom) => Saleroom;
};
