import { backOffMs } from './back-off.ts';
import { clientLimits } from './client-limits.ts';
import type { Crowd, Outlook } from './outlook.ts';

/**
 * How a try or a connection was lost: by this phone's `own` trouble, as far as it can tell; in silence, `unheard`, with no
 * word of its device, so that everybody's may have been; `ended` from the other side, which may have ended everybody's; or
 * `crowded`, when it is said that too many come at once.
 */
export type Loss = 'own' | 'unheard' | 'ended' | 'crowded';

export type LossWorld = {
  /** The device's clock. */
  readonly nowMs: number;
  /** From 0 up to, not including, 1. */
  readonly chance: number;
  /** A bid or a command of this phone waits for its answer. */
  readonly wanted: boolean;
};

/**
 * How long to wait after one more loss, in whole milliseconds, and the outlook then. A phone alone backs off; one whose
 * socket died in silence, or that goes on failing, with no word that its own device is offline may not be alone, and joins
 * the crowd there may be. With a bid to send it tries once before it does: bidders are few. One of a crowd draws a place
 * within the spread, and keeps it: it tries when its turn comes round, however often that fails. So no more than the crowd
 * divided by the spread come in any second, however long the saleroom is away, and if it ends them all again on their way
 * back.
 */
export function lossWait(
  before: Outlook,
  loss: Loss,
  world: LossWorld,
): { readonly ms: number; readonly outlook: Outlook } {
  const failures = before.failures + 1;
  const aloneMs = backOffMs(failures, world.chance, before.visible);
  const crowd = before.crowd ?? crowdOf(loss, { ...before, failures }, world);
  if (crowd === undefined) return { ms: aloneMs, outlook: { ...before, failures } };
  const outlook = { ...before, failures, crowd };
  const isFirst = before.crowd === undefined;
  if (world.wanted) return { ms: wantedTurnMs(crowd, world.nowMs, isFirst ? 0 : 1), outlook };
  if (!isFirst) return { ms: untilTurnMs(crowd, world.nowMs, aloneMs), outlook };
  const firstMs = crowd.placeAtMs - world.nowMs;
  // Whose own trouble it may yet be backs off no less than alone.
  const mayBeOwn = loss === 'own' || loss === 'unheard';
  return { ms: mayBeOwn ? Math.max(aloneMs, firstMs) : firstMs, outlook };
}

/**
 * Until the turn of a phone of a crowd that has a bid or a command to send: a quarter of the others' wait, and a second at
 * the least. It is a place in that too, or hundreds of bidders would come at once.
 */
export function wantedTurnMs({ spreadMs, placeAtMs }: Crowd, nowMs: number, leastMs = 0): number {
  const { wantedWaitMs, wantedShare } = clientLimits;
  const wantedMs = Math.max(wantedWaitMs, Math.ceil(spreadMs / wantedShare));
  return untilTurnMs({ spreadMs: wantedMs, placeAtMs }, nowMs, leastMs);
}

function crowdOf(
  loss: Loss,
  { spreadMs: toldMs, failures, offline }: Outlook,
  { nowMs, chance, wanted }: LossWorld,
): Crowd | undefined {
  const spreadMs = loss === 'crowded' && toldMs === 0 ? clientLimits.crowdSpreadMs : toldMs;
  const isOwn = loss === 'own' || (loss === 'unheard' && (offline || wanted));
  const isAlone = isOwn && (offline || failures < clientLimits.ownLossesMax);
  if (isAlone || spreadMs === 0) return undefined;
  const placeAtMs = nowMs + Math.floor(chance * spreadMs);
  return loss === 'unheard' ? { spreadMs, placeAtMs, supposed: true } : { spreadMs, placeAtMs };
}

/** Until a phone's next turn that is no sooner than in `leastMs`. */
function untilTurnMs({ spreadMs, placeAtMs }: Crowd, nowMs: number, leastMs: number): number {
  const pastMs = (nowMs + leastMs - placeAtMs) % spreadMs;
  return leastMs + (pastMs > 0 ? spreadMs - pastMs : -pastMs);
}
