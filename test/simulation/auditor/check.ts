import type { Observation } from '../observation.ts';
import type { Report } from './violation.ts';
import type { Commit, GivenAnswer, World } from './world.ts';

/** What checks are told: the observation, or what the world makes of it. */
type Enriched = { readonly 'lot-committed': Commit; readonly answered: GivenAnswer };
export type FactOf<T extends Observation['type']> = T extends keyof Enriched
  ? Enriched[T]
  : Extract<Observation, { type: T }>;

/**
 * One belief about the world, looked at after every step that could break it.
 * The world has taken in the step when a check is told of it.
 */
export type Check = {
  readonly name: string;
  readonly on: {
    readonly [T in Observation['type']]?: (fact: FactOf<T>, world: World, report: Report) => void;
  };
  /** Once, at the end. */
  readonly atEnd?: (world: World, report: Report) => void;
};

/** Makes a check that remembers nothing yet. */
export type MakeCheck = () => Check;
