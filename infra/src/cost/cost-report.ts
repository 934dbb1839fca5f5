import { type BillLine, dropBill, roundedDollars, sumOfLines } from './drop-bill.ts';
import type { DropInputs } from './drop-inputs.ts';
import { type DropShape, dropShape } from './drop-shape.ts';
import { eventFanOut } from './event-fan-out.ts';
import { leftOut, type Price, priceList } from './price-list.ts';
import { type QuotaUse, quotaUses } from './quota-uses.ts';
import { saidAssumptions } from './said-assumptions.ts';

export type CostReport = {
  readonly drop: DropShape;
  readonly lines: readonly BillLine[];
  /** Dollars by service, in the order of the lines. */
  readonly services: Readonly<Record<string, number>>;
  readonly totalDollars: number;
  readonly dollarsPerThousandViewers: number;
  /** What AppSync Events would ask for the posts, and what is asked for the same here. */
  readonly events: {
    readonly lines: readonly BillLine[];
    readonly totalDollars: number;
    readonly insteadOfDollars: number;
  };
  /** The most used first: the first is the one a growing audience meets first. */
  readonly quotas: readonly QuotaUse[];
  readonly assumptions: readonly string[];
  readonly leftOut: readonly string[];
  readonly prices: Readonly<Record<string, Price>>;
};

/** What a drop costs, what it needs of each quota, and all that this rests on. */
export function costReport(inputs: DropInputs): CostReport {
  const drop = dropShape(inputs);
  const lines = dropBill(drop);
  const totalDollars = sumOfLines(lines);
  const names = [...new Set(lines.map(({ service }) => service))];
  const eventLines = eventFanOut(drop);
  const carried = lines.filter(({ what }) => what === 'posts to viewers' || what === 'connection minutes');
  return {
    drop,
    lines,
    services: Object.fromEntries(
      names.map((name) => [name, sumOfLines(lines.filter(({ service }) => service === name))]),
    ),
    totalDollars,
    dollarsPerThousandViewers: roundedDollars((totalDollars / inputs.viewers) * 1_000),
    events: {
      lines: eventLines,
      totalDollars: sumOfLines(eventLines),
      insteadOfDollars: sumOfLines(carried),
    },
    quotas: quotaUses(inputs),
    assumptions: saidAssumptions(drop),
    leftOut,
    prices: priceList,
  };
}
