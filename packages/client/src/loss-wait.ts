import { backOffMs } from './back-off.ts';
import { clientLimits } from './client-limits.ts';

/**
 * How a try or a connection was lost: by this phone's `own` trouble, as far as it can tell; `ended` from the other side,
 * which may have ended everybody's; or `crowded`, when the saleroom says that too many come at once.
 */
export type Loss = 'own' | 'ended' | 'crowded';

/** That a phone comes back as one of many: over how long they spread, and this one's place in that. */
export type Crowd = {
  readonly spreadMs: number;
  /** An instant of the device's clock at which its turn is, and again after each spread. */
  readonly placeAtMs: number;
};

/** What the wait before the next try depends on. */
export type Losses = {
  readonly failures: number;
  readonly visible: boolean;
  readonly spreadMs: number;
  readonly crowd?: Crowd;
};

export type LossWait = {
  /** Whole milliseconds. */
  readonly ms: number;
  readonly failures: number;
  readonly crowd?: Crowd;
};

/**
 * How long to wait after one more loss. A phone alone backs off. One of a crowd draws a place within the spread, and keeps
 * it: it tries when its turn comes round, however often that fails. So no more than the crowd divided by the spread come
 * in any second, however long the saleroom is away, and if it ends them all again on their way back.
 * @param wanted a bid or a command waits for its answer: such a phone backs off as if alone, there are few of them
 */
export function lossWait(
  { failures: before, visible, spreadMs, crowd: was }: Losses,
  loss: Loss,
  { nowMs, chance, wanted }: { readonly nowMs: number; readonly chance: number; readonly wanted: boolean },
): LossWait {
  const failures = before + 1;
  const aloneMs = backOffMs(failures, chance, visible);
  const crowd = was ?? crowdOf(loss, spreadMs, nowMs, chance);
  if (crowd === undefined) return { ms: aloneMs, failures };
  if (wanted) return { ms: backOffMs(failures + 1, chance, true), failures, crowd };
  return { ms: untilTurnMs(crowd, nowMs, was === undefined ? 0 : aloneMs), failures, crowd };
}

function crowdOf(loss: Loss, toldMs: number, nowMs: number, chance: number): Crowd | undefined {
  const spreadMs = loss === 'crowded' && toldMs === 0 ? clientLimits.crowdSpreadMs : toldMs;
  if (loss === 'own' || spreadMs === 0) return undefined;
  return { spreadMs, placeAtMs: nowMs + Math.floor(chance * spreadMs) };
}

/** Until a phone's next turn that is no sooner than in `leastMs`. */
function untilTurnMs({ spreadMs, placeAtMs }: Crowd, nowMs: number, leastMs: number): number {
  const pastMs = nowMs + leastMs - placeAtMs;
  return leastMs + ((spreadMs - (pastMs % spreadMs)) % spreadMs);
}
