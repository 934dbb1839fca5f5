import type { LotAnswer } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';
import { commandRefusalWords } from './command-refusal-words.ts';

/** What the saleroom said to a command, when it is worth saying: nothing when it was done. */
export function commandAnswerWords({ outcome, code }: LotAnswer): string | undefined {
  switch (outcome) {
    case 'done':
      return undefined;
    case 'refused':
      return code === undefined ? 'The saleroom refused.' : commandRefusalWords(code);
    case 'unknown':
    case 'busy':
      return 'The saleroom could not say whether it was done. See how the lot stands, then try again.';
    default:
      return assertNever(outcome);
  }
}
