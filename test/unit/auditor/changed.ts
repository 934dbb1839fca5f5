import type { Observation } from '../../simulation/observation.ts';

type Of<T extends Observation['type']> = Extract<Observation, { type: T }>;

/** A history with those of its observations changed that are of a type and fit. */
export const changed = <T extends Observation['type']>(
  observed: readonly Observation[],
  type: T,
  fits: (observation: Of<T>) => boolean,
  change: (observation: Of<T>) => Observation | readonly Observation[],
): readonly Observation[] =>
  observed.flatMap((observation) => {
    if (observation.type !== type || !fits(observation as Of<T>)) return [observation];
    return change(observation as Of<T>);
  });

/** A text with parts of its message changed; undefined takes a key out. */
export const retold = (text: string, parts: object): string =>
  JSON.stringify({ ...(JSON.parse(text) as object), ...parts });
