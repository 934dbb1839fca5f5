import { allBids, type Evidence, finalAnswer, type Verdict, verdict } from '@gaveldrop/rehearsal';

const name = 'every bid has its final answer';

/** Whatever was killed, nobody who bid is left without knowing what became of it. [B10] */
export function allAnswered(evidence: Evidence): Verdict {
  return verdict(
    name,
    allBids(evidence)
      .filter((bid) => finalAnswer(bid) === undefined)
      .map(({ bidId, paddleNumber }) => `bid ${bidId} of paddle ${paddleNumber} was never answered`),
  );
}
