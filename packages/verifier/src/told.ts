import type { Problem } from './problem.ts';
import type { Verification } from './verify-all.ts';
import type { LotVerdict } from './verify-history.ts';

const problemLine = ({ sequence, rule, message }: Problem): string =>
  `  ${sequence === undefined ? '' : `sequence ${sequence} `}[${rule}] ${message}`;

function howItEnded({ last }: LotVerdict): string {
  if (last === undefined) return 'nothing could be replayed';
  if (last.status !== 'sold') return last.status;
  return `sold to paddle ${last.leader?.paddleNumber} at ${last.priceCents}`;
}

function lotLines(lot: LotVerdict): readonly string[] {
  const { lotId, lotNumber, problems, checked, unchecked } = lot;
  const verdict = problems.length === 0 ? 'ok' : `${problems.length} found that cannot be`;
  return [
    `lot ${lotNumber} (${lotId}), ${howItEnded(lot)}: ${verdict}`,
    ...problems.map(problemLine),
    `  checked: ${checked.join(', ')}`,
    ...unchecked.map((what) => `  not checked: ${what}`),
  ];
}

/** A verification in lines for people. Amounts are in the drop's minor unit. */
export function told({ accepted, lots, problems, checked, unchecked }: Verification): string {
  const lines = [
    ...lots.flatMap(lotLines),
    ...(problems.length === 0 ? [] : [`beyond these lots: ${problems.length} found that cannot be`]),
    ...problems.map(problemLine),
    ...checked.map((what) => `checked: ${what}`),
    ...unchecked.map((what) => `not checked: ${what}`),
    accepted ? 'accepted' : 'REJECTED',
  ];
  return `${lines.join('\n')}\n`;
}

/** The same for programs. */
export const toldAsJson = ({ lots, ...rest }: Verification): string =>
  `${JSON.stringify({
    ...rest,
    lots: lots.map(({ last, ...lot }) => ({ ...lot, status: last?.status, priceCents: last?.priceCents })),
  })}\n`;
