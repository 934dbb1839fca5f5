import { isPassing, isSaleroomProblem } from '@gaveldrop/client';
import { rehearsalLimits } from './rehearsal-limits.ts';
import { pause } from './until.ts';

/**
 * Asks again while the world fails: every request here may be made twice. A refusal is thrown as it is.
 * @throws the last problem once `waitMs` is over.
 */
export async function persist<T>(ask: () => Promise<T>, waitMs: number): Promise<T> {
  const endsAtMs = performance.now() + waitMs;
  for (;;) {
    try {
      return await ask();
    } catch (problem) {
      if (!isSaleroomProblem(problem) || !isPassing(problem) || performance.now() >= endsAtMs) throw problem;
    }
    await pause(rehearsalLimits.lookEveryMs);
  }
}
