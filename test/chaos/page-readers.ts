import { chaosLimits } from './chaos-limits.ts';

/** Somebody who reads the drop over HTTP again and again, as pages do; what fails is asked again the next time. */
export type PageReaders = {
  readonly stop: () => void;
  /** Answers with status 200, and all others together with those that never came. */
  readonly counts: () => { readonly answered: number; readonly failed: number };
};

/** Reads a drop's snapshot and its lots' histories in turn, so that functions that answer HTTP are at work. */
export function readPages(httpUrl: string, dropId: string, lotIds: readonly string[]): PageReaders {
  const paths = ['/snapshot', ...lotIds.map((lotId) => `/lots/${lotId}/history`)];
  const counts = { answered: 0, failed: 0 };
  let asked = 0;
  const read = async (): Promise<void> => {
    const path = paths[asked % paths.length];
    asked += 1;
    try {
      const signal = AbortSignal.timeout(chaosLimits.readWaitMs);
      const answer = await fetch(`${httpUrl}/drops/${dropId}${path}`, { signal });
      await answer.arrayBuffer();
      counts[answer.status === 200 ? 'answered' : 'failed'] += 1;
    } catch {
      // Nobody is there to answer, or its answer was cut off.
      counts.failed += 1;
    }
  };
  const timer = setInterval(() => void read(), chaosLimits.readEveryMs);
  return { stop: () => clearInterval(timer), counts: () => ({ ...counts }) };
}
