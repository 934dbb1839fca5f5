import { rehearsalLimits } from './rehearsal-limits.ts';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks again and again until something is so. @returns whether it came to be so within `waitMs`. */
export async function until(look: () => boolean | Promise<boolean>, waitMs: number): Promise<boolean> {
  const endsAtMs = performance.now() + waitMs;
  for (;;) {
    if (await look()) return true;
    if (performance.now() >= endsAtMs) return false;
    await pause(rehearsalLimits.lookEveryMs);
  }
}
