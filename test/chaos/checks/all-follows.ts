import { type Proofs, type Verdict, verdict } from '@gaveldrop/rehearsal';
import { type Problem, verifyAll } from '@gaveldrop/verifier';

const name = 'the verifier finds that all of it follows: histories, heads, receipts, refusals and statements';

const told = ({ sequence, rule, message }: Problem): string =>
  `[${rule}]${sequence === undefined ? '' : ` at ${sequence}`} ${message}`;

/** Replays every lot by the rules, with code that the saleroom does not run, against what phones kept of it. */
export function allFollows({ histories, heads, receipts, keys, statements }: Proofs): Verdict {
  const kept = heads.lots.flatMap(({ lotId, chainHead }) =>
    chainHead === undefined ? [] : [{ lotId, chainHead }],
  );
  const { lots, problems } = verifyAll({
    ...{ histories, heads: kept, keys, statements, receipts: receipts.receipts },
    refusals: receipts.refusals ?? [],
  });
  const headless = histories.filter(({ lotId }) => !kept.some((head) => head.lotId === lotId));
  return verdict(name, [
    ...headless.map(({ lotNumber }) => `lot ${lotNumber}: no phone kept its head`),
    ...lots.flatMap((lot) => lot.problems.map((problem) => `lot ${lot.lotNumber}: ${told(problem)}`)),
    ...problems.map(told),
  ]);
}
