import type { Evidence } from '../evidence.ts';
import { type Verdict, verdict } from './verdict.ts';

const name = 'nobody was told busy';

/** Every bid was decided without giving up on a contended lot. */
export function nobodyToldBusy(evidence: Evidence): Verdict {
  return verdict(
    name,
    evidence.people
      .filter(({ busyAnswers }) => busyAnswers > 0)
      .map((person) => `${person.name} was told busy ${person.busyAnswers} times`),
  );
}
