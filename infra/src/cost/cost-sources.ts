import type { CostReport } from './cost-report.ts';
import { quotaList, quotasOf } from './quota-list.ts';

const listed = (lines: readonly string[]): readonly string[] => lines.map((line) => `- ${line}`);

/** What the estimate rests on: its assumptions, what it leaves out, and where each price and quota is from. */
export const costSources = ({ drop, assumptions, leftOut, prices }: CostReport): string =>
  [
    'It assumes:',
    ...listed(assumptions),
    '',
    'It leaves out:',
    ...listed(leftOut),
    '',
    'Prices, us-east-1, US dollars, first tier:',
    ...listed(
      Object.values(prices).map(
        ({ service, dollars, per, unit, source, asOf }) =>
          `${service}: $${dollars} for ${per.toLocaleString('en-US')} ${unit} (${source}; ${asOf})`,
      ),
    ),
    '',
    'Quotas, by default:',
    ...listed(
      quotasOf(drop.broadcast).map((name) => {
        const { what, value, source } = quotaList[name];
        return `${value.toLocaleString('en-US')} ${what} (${source})`;
      }),
    ),
  ].join('\n');
