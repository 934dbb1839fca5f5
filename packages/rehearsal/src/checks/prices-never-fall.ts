import { bidEvents } from '../bid-events.ts';
import type { EnteredLot, Evidence } from '../evidence.ts';
import { type Verdict, verdict } from './verdict.ts';

const name = 'prices never fall';

type Price = { readonly sequence: number; readonly priceCents: number; readonly from: string };

/** At no higher sequence of a lot did anybody see a lower price, in the history or on any socket. [B11] */
export function pricesNeverFall(evidence: Evidence): Verdict {
  return verdict(
    name,
    evidence.lots.flatMap((lot) =>
      falls(pricesOf(evidence, lot)).map((problem) => `lot ${lot.number}: ${problem}`),
    ),
  );
}

function pricesOf({ people, finalLots, histories }: Evidence, { lotId }: EnteredLot): Price[] {
  const told = bidEvents(histories.get(lotId) ?? []).map(({ sequence, priceCents }) => ({
    sequence,
    priceCents,
    from: 'the history',
  }));
  const seen = [
    ...people.flatMap(({ name: person, lots }) => lots.map(({ lot }) => ({ lot, from: person }))),
    ...finalLots.map((lot) => ({ lot, from: 'the snapshot' })),
  ].filter(({ lot }) => lot.lotId === lotId);
  const prices = seen.flatMap(({ lot: { sequence, priceCents, hammerPriceCents }, from }) =>
    [priceCents, hammerPriceCents].flatMap((cents) =>
      cents === undefined ? [] : [{ sequence: sequence as number, priceCents: cents as number, from }],
    ),
  );
  return [...told, ...prices];
}

function falls(prices: readonly Price[]): string[] {
  const problems: string[] = [];
  const inOrder = [...prices].sort(
    (one, other) => one.sequence - other.sequence || other.priceCents - one.priceCents,
  );
  let highest: Price | undefined;
  for (const price of inOrder) {
    if (Number.isNaN(price.priceCents)) problems.push(`${price.from} has no price at ${price.sequence}`);
    if (highest === undefined || price.priceCents > highest.priceCents) highest = price;
    // Within a sequence the highest comes first, so two prices for one sequence show too.
    if (price.priceCents < highest.priceCents)
      problems.push(
        `${price.from} has ${price.priceCents} at ${price.sequence}, ` +
          `after ${highest.priceCents} at ${highest.sequence} from ${highest.from}`,
      );
  }
  return problems;
}
