import type { Change } from './lateness.ts';

/** Of the bids that a stretch is said to have, at least this part must be accepted while it lasts. */
const acceptedShareMin = 0.9;

/**
 * Sees to it that a stretch had the load it is measured for.
 * @param name what to call the stretch
 * @param intended how many bids it was to have
 * @param untilMs when it was over: a change that was committed later is none of its load
 * @throws an error that says how many were accepted, and what the others were told.
 */
export function holdLoad(
  name: string,
  intended: number,
  untilMs: number,
  changes: readonly Change[],
  inVain: Readonly<Record<string, number>>,
): void {
  const accepted = changes.filter(({ committedAtMs }) => committedAtMs <= untilMs).length;
  if (accepted >= intended * acceptedShareMin) return;
  throw new Error(
    `${name} did not have its load: of ${intended} bids ${accepted} were accepted in time ` +
      `(${changes.length - accepted} too late; tries in vain: ${JSON.stringify(inVain)})`,
  );
}
