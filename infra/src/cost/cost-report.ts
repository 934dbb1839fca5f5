import type { BroadcastWay } from '@gaveldrop/adapters/names';
import { type BillLine, dropBill, roundedDollars, sumOfLines } from './drop-bill.ts';
import type { DropInputs } from './drop-inputs.ts';
import { type DropShape, dropShape } from './drop-shape.ts';
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
  /** The same drop with its viewers told in the other way: what it would cost in all, and need. */
  readonly otherWay: {
    readonly broadcast: BroadcastWay;
    readonly totalDollars: number;
    /** The quota that a growing audience would meet first. */
    readonly firstQuota: QuotaUse | undefined;
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
  const other: DropInputs = {
    ...inputs,
    broadcast: inputs.broadcast === 'connections' ? 'events' : 'connections',
  };
  return {
    drop,
    lines,
    services: Object.fromEntries(
      names.map((name) => [name, sumOfLines(lines.filter(({ service }) => service === name))]),
    ),
    totalDollars,
    dollarsPerThousandViewers: roundedDollars((totalDollars / inputs.viewers) * 1_000),
    otherWay: {
      broadcast: other.broadcast,
      totalDollars: sumOfLines(dropBill(dropShape(other))),
      firstQuota: quotaUses(other)[0],
    },
    quotas: quotaUses(inputs),
    assumptions: saidAssumptions(drop),
    leftOut,
    prices: priceList,
  };
}
