import type { Answered } from './warm-instances.ts';

export const sum = (counts: Answered['counts']): number =>
  Object.values(counts).reduce((all, one) => all + one, 0);

const classOf = ({ answer, copy, copyAgeMs, cold }: Answered): string => {
  const start = cold ? 'cold' : copy === undefined || copyAgeMs > 200 ? 'warm, copy old' : 'warm, copy fresh';
  return `${start}: ${answer.code ?? answer.outcome}`;
};

function line(name: string, group: readonly Answered[]): string {
  const requests = group.map(({ counts }) => sum(counts));
  const total = requests.reduce((all, one) => all + one, 0);
  const without = requests.filter((one) => one === 0).length;
  const each = (total / group.length).toFixed(2);
  return `  ${name}: ${group.length} bids, ${each} requests each, ${Math.max(...requests)} at most, ${without} without any`;
}

/** What bids cost in requests, by how their function began and what they were answered. */
export function requestsPerAnswer(answered: readonly Answered[]): string {
  const classes = new Map<string, Answered[]>();
  for (const one of answered) classes.set(classOf(one), [...(classes.get(classOf(one)) ?? []), one]);
  const lines = [...classes].sort().map(([name, group]) => line(name, group));
  const tookMs = answered.map((one) => one.tookMs).sort((one, other) => one - other);
  const median = tookMs[Math.floor(tookMs.length / 2)];
  return [
    ...lines,
    line('all', answered),
    `  answered in ${median} ms (median), ${tookMs.at(-1)} ms (slowest)`,
  ].join('\n');
}
