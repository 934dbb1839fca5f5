import { type Verdict, verdict } from '@gaveldrop/rehearsal';
import type { Killed } from '../kill-as-planned.ts';
import { type Victim, victims } from '../victims.ts';

const name = 'every kind of function instance and process was killed';

/** A run that killed less than it says proves less. */
export function everyVictimKilled(killed: readonly Killed[]): Verdict {
  const met = new Set<Victim>(killed.map(({ victim }) => victim));
  return verdict(
    name,
    victims.filter((victim) => !met.has(victim)).map((victim) => `${victim} was never killed`),
  );
}
