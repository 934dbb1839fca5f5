import type { KeySet, RefusalReceipt } from '@gaveldrop/protocol';
import { isSigned } from './is-signed.ts';
import { judgeRefusal } from './judge-refusal.ts';
import type { LotState } from './lot-state.ts';
import type { Note } from './problem.ts';

/** Refusals held against the saleroom's keys and a history. */
export type CheckedRefusals = {
  /** How many are signed by a key that was given. */
  readonly signed: number;
  /** How many follow from the state they name. */
  readonly following: number;
  readonly unchecked: readonly string[];
};

/** Whether each refusal is signed, and follows from the lot's state at the sequence it names; what does not is noted. */
export function checkRefusals(
  states: readonly LotState[],
  refusals: readonly RefusalReceipt[],
  keys: KeySet | undefined,
  note: Note,
): CheckedRefusals {
  const unchecked: string[] = [];
  let signed = 0;
  let following = 0;
  for (const refusal of refusals) {
    const { bidId, code, sequence } = refusal;
    const what = `the refusal of bid ${bidId} (${code})`;
    const byKey = keys === undefined ? undefined : isSigned(refusal, keys);
    if (byKey === undefined) unchecked.push(`${what}: its signature, as no keys were given`);
    else if (byKey === true) signed += 1;
    else if (byKey === false) note('refusal', `${what} is not signed by key ${refusal.keyId}`, sequence);
    else note('refusal', `${what} names the key ${refusal.keyId}, which is not among those given`, sequence);

    const at = states.findIndex((state) => state.sequence === sequence);
    const state = states[at];
    if (state === undefined) {
      const where =
        sequence === undefined ? 'it names no state of the lot' : `sequence ${sequence} is not here`;
      unchecked.push(`${what}: whether it follows, as ${where}`);
      continue;
    }
    const judgement = judgeRefusal(state, states[at + 1], refusal);
    if (judgement.kind === 'follows') following += 1;
    else if (judgement.kind === 'cannot-be-judged') unchecked.push(`${what}: ${judgement.why}`);
    else note('refusal', `${what} does not follow: ${judgement.why}`, sequence);
  }
  return { signed, following, unchecked };
}
