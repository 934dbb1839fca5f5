/**
 * Instants of bids, `everyMs` apart on average and at random around it: at even steps they would fall into step with the
 * windows in which changes are told.
 * @param next from 0 to below 1
 */
export function bidTimes(
  fromMs: number,
  untilMs: number,
  everyMs: number,
  next: () => number,
): readonly number[] {
  const times: number[] = [];
  for (let atMs = fromMs + everyMs * next(); atMs < untilMs; atMs += everyMs * (0.5 + next()))
    times.push(atMs);
  return times;
}
