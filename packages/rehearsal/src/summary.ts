import type { Verdict } from './checks/verdict.ts';
import type { Percentiles } from './percentiles.ts';
import type { RehearsalReport, ReportedLot } from './report.ts';

const money = (cents: number): string => {
  const sign = cents < 0 ? '-' : '';
  const units = Math.floor(Math.abs(cents) / 100).toString();
  return `${sign}${units.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
};

const ms = (value: number | null): string => (value === null ? '-' : `${Math.round(value)} ms`);

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** How a lot ended, in words. */
export function lotEnd({ outcome, buyerPaddle, hammerPriceCents }: LotEnd): string {
  if (outcome === null || outcome === undefined) return 'no end was heard';
  const buyer = typeof buyerPaddle === 'number' ? ` to paddle ${buyerPaddle}` : '';
  const price = typeof hammerPriceCents === 'number' ? ` at ${money(hammerPriceCents)}` : '';
  return `${outcome}${buyer}${price}`;
}
type LotEnd = {
  readonly outcome?: string | null;
  readonly buyerPaddle?: number | null;
  readonly hammerPriceCents?: number | null;
};

const lotLine = (lot: ReportedLot): string =>
  `lot ${lot.number}: ${lotEnd(lot)}; ${counted(lot.bidsAccepted, 'bid')} accepted, ` +
  `${counted(lot.extensions, 'extension')}, hammer ${ms(lot.hammerLateMs)} late`;

const spread = ({ p50, p95, p99 }: Percentiles): string =>
  `half within ${ms(p50)}, 95 % within ${ms(p95)}, 99 % within ${ms(p99)}`;

/** A report for people. */
export function summary(
  { lots, bids, latencyMs, statements }: RehearsalReport,
  verdicts: readonly Verdict[],
): string {
  const refused = Object.entries(bids.refused).map(([code, count]) => `${count} ${code}`);
  const lines = [
    ...lots.map(lotLine),
    '',
    `bids: ${bids.sent} sent, ${bids.leading} leading, ${bids.outbid} outbid, ${bids.unanswered} unanswered`,
    `refused: ${refused.length === 0 ? 'none' : refused.join(', ')}; ${bids.busy} busy, ${bids.unknown} unknown on the way`,
    `answers: ${spread(latencyMs.answer)}`,
    `viewers: ${spread(latencyMs.viewer)}`,
    '',
    ...statements.map(
      ({ sellerId, openingCents, closingCents, netProceedsCents, lines: count }) =>
        `${sellerId}: ${money(openingCents)} + ${money(netProceedsCents)} from ${count} sold = ${money(closingCents)}`,
    ),
    '',
    ...verdicts.flatMap(({ name, held, problems }) => [
      `${held ? 'held  ' : 'FAILED'}  ${name}`,
      ...problems.map((problem) => `        ${problem}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
