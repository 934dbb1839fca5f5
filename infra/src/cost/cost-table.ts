import type { BroadcastWay } from '@gaveldrop/adapters/names';
import type { CostReport } from './cost-report.ts';
import type { BillLine } from './drop-bill.ts';
import { type Quota, quotaList } from './quota-list.ts';
import type { QuotaUse } from './quota-uses.ts';

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const dollars = (value: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 4, maximumFractionDigits: 4 });
/** A quantity, whole where it is large enough for that. */
const amountOf = (value: number): string =>
  value < 100 ? value.toLocaleString('en-US', { maximumFractionDigits: 1 }) : whole(value);

const row = (what: string, quantity: string, amount: string): string =>
  `${what.padEnd(38)}${quantity.padStart(16)}${amount.padStart(14)}`.trimEnd();

function serviceRows(report: CostReport, service: string): readonly string[] {
  const lines = report.lines.filter((line) => line.service === service);
  const [only, ...others] = lines;
  const head = row(service, '', dollars(report.services[service] ?? 0));
  const rowOf = ({ what, quantity, dollars: amount }: BillLine) =>
    row(`  ${what}`, amountOf(quantity), others.length === 0 ? '' : dollars(amount));
  return only === undefined ? [head] : [head, ...lines.map(rowOf)];
}

const quotaRow = ({ name, needed, quota, used, metAtViewers }: QuotaUse): string =>
  [
    `  ${quotaList[name].what}`.padEnd(61),
    amountOf(needed).padStart(9),
    whole(quota).padStart(11),
    `${whole(used * 100)} %`.padStart(8),
    (metAtViewers === undefined ? 'no' : whole(metAtViewers)).padStart(12),
  ].join('');

function firstQuota({ quotas }: CostReport): string {
  const [first] = quotas;
  if (first === undefined) return 'No quota is met.';
  const { what, adjustable }: Quota = quotaList[first.name];
  if (first.metAtViewers === undefined) return `No audience meets a quota; the nearest is ${what}.`;
  const raised = adjustable ? ' (AWS raises it when asked)' : ' (AWS does not raise it)';
  return `Met first, at ${whole(first.metAtViewers)} viewers: ${what}${adjustable === undefined ? '' : raised}.`;
}

const wayNames = {
  connections: 'posts to connections',
  events: 'AppSync events',
} as const satisfies Record<BroadcastWay, string>;

function otherWayLine({ otherWay: { broadcast, totalDollars, firstQuota: first } }: CostReport): string {
  const met = first?.metAtViewers;
  const quota = met === undefined ? 'and meet no quota' : `and meet its first quota at ${whole(met)} viewers`;
  return `Told by ${wayNames[broadcast]} (--broadcast ${broadcast}) it would cost ${dollars(totalDollars)} in all, ${quota}.`;
}

/** The estimate as a table: what each service asks for, and how near each quota is. */
export function costTable(report: CostReport): string {
  const { viewers, bidders, minutes, bidsPerMinute, broadcast } = report.drop;
  return [
    `A drop of ${whole(minutes)} minutes: ${whole(viewers)} viewers, ${whole(bidders)} of them bidders, ${whole(bidsPerMinute)} bids a minute,`,
    `told by ${wayNames[broadcast]}`,
    '',
    row('', 'how many', 'US dollars'),
    ...Object.keys(report.services).flatMap((service) => serviceRows(report, service)),
    row('In all', '', dollars(report.totalDollars)),
    row('For a thousand viewers', '', dollars(report.dollarsPerThousandViewers)),
    '',
    otherWayLine(report),
    '',
    `${'At its busiest, with the quotas that everybody has'.padEnd(61)}${'needed'.padStart(9)}${'quota'.padStart(11)}${'used'.padStart(8)}${'met, viewers'.padStart(13)}`,
    ...report.quotas.map(quotaRow),
    firstQuota(report),
  ].join('\n');
}
