import { isDeepStrictEqual } from 'node:util';
import type { PublicLot } from '@gaveldrop/protocol';
import type { Evidence, Testimony } from '../evidence.ts';
import { type Verdict, verdict } from './verdict.ts';

const name = "every viewer's last state of each lot equals the final one";

/** What everybody saw last of each lot, by its sequence, is what the saleroom says it came to. [L4] */
export function viewersAgree(evidence: Evidence): Verdict {
  const none = evidence.people.length === 0 ? ['nobody was watching'] : [];
  const problems = evidence.lots.flatMap(({ lotId, number }) => {
    const final = evidence.finalLots.find((lot) => lot.lotId === lotId);
    if (final === undefined) return [`lot ${number}: its final state was not read`];
    if (!['sold', 'passed', 'withdrawn'].includes(final.status))
      return [`lot ${number}: it is still ${final.status}`];
    return evidence.people.flatMap((person) => differences(person, final));
  });
  return verdict(name, [...none, ...problems]);
}

function differences(person: Testimony, final: PublicLot): string[] {
  let last: PublicLot | undefined;
  // Of one sequence heard twice, the later may say something else: it is what this viewer was told last.
  for (const { lot } of person.lots)
    if (lot.lotId === final.lotId && lot.sequence >= (last?.sequence ?? 0)) last = lot;
  const who = `lot ${final.number}: ${person.name}`;
  if (last === undefined) return [`${who} never saw it`];
  if (isDeepStrictEqual(last, final)) return [];
  if (last.sequence !== final.sequence)
    return [`${who} saw sequence ${last.sequence} last, not ${final.sequence}`];
  return [`${who} saw another form of sequence ${final.sequence}`];
}
