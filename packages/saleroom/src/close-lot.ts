import { decideHammer, type Lot } from '@gaveldrop/bidding';
import { type EpochMs, epochMs, limits } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import { closerEarlyMs, nudgeFor } from './nudge-the-close.ts';
import { pauseBeforeAttempt } from './pause-before-attempt.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import type { Digest } from './ports/digest.ts';
import { fault, isFault } from './ports/fault.ts';
import type { LotStore } from './ports/lot-store.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Nudge, Nudges } from './ports/nudges.ts';
import type { Publisher } from './publisher.ts';
import { sealedChange } from './sealed-change.ts';

export type ClosePorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly digest: Digest;
  readonly metrics: Metrics;
  readonly lots: Pick<LotStore, 'read' | 'commit'>;
  readonly agreements: Agreements;
  readonly publisher: Publisher;
  readonly nudges: Nudges;
};

/** A closer waits for an instant at most this far ahead; what is further is for another nudge. */
export const closerWaitMaxMs = 10_000;

type Fall =
  | { readonly kind: 'done' }
  /** Open, with the hammer still to come at `dueAtMs` (absent on a lot without a close). */
  | { readonly kind: 'not-yet'; readonly lot: Lot; readonly dueAtMs: EpochMs | undefined };

/** Lets the hammer fall if it is due on the lot as it stands. [C7] @throws a `Fault` when the lot cannot be written. */
export async function letHammerFall(ports: ClosePorts, lotId: Lot['lotId']): Promise<Fall> {
  let setbacks = 0;
  for (let attempt = 0; attempt < limits.commitAttemptsMax; attempt += 1) {
    await pauseBeforeAttempt(ports, attempt, setbacks);
    const lot = await ports.lots.read(lotId);
    if (lot === undefined) return { kind: 'done' };
    const agreement = await ports.agreements.of(lot.rulesId);
    const nowMs = ports.clock.nowMs();
    const decision = decideHammer(lot, agreement.rules, nowMs);
    if (decision.kind === 'not-open') return { kind: 'done' };
    if (decision.kind === 'not-yet') return { kind: 'not-yet', lot, dueAtMs: decision.dueAtMs };
    const next = sealedChange({ digest: ports.digest }, lot, nowMs, decision.events);
    const result = await ports.lots.commit(next);
    if (result.kind === 'committed') {
      ports.metrics.duration('hammerLateMs', ports.clock.nowMs() - decision.dueAtMs);
      await ports.publisher.publish(lot, next, agreement);
      return { kind: 'done' };
    }
    setbacks = result.kind === 'lost' ? 0 : setbacks + 1;
  }
  throw fault('unavailable', `lot ${lotId} could not be closed`, undefined);
}

/** How long a closer waits before it asks again of a world that fails: a queue would make everybody wait a minute. */
const closerRetryMs = 250;

/** As `letHammerFall`, asked again while the world fails and there is time. */
async function letHammerFallAtLast(
  ports: ClosePorts,
  lotId: Lot['lotId'],
  giveUpAtMs: EpochMs,
): Promise<Fall> {
  for (;;) {
    try {
      return await letHammerFall(ports, lotId);
    } catch (thrown) {
      const waitMs = closerRetryMs + ports.chance.below(closerRetryMs);
      if (!isFault(thrown) || ports.clock.nowMs() + waitMs > giveUpAtMs - closerEarlyMs) throw thrown;
      await ports.clock.sleep(waitMs);
    }
  }
}

/**
 * A closer, woken by a nudge. [C7] [C8]
 *
 * An early one waits for the exact instant, as often as bids move it, while it has time; then it sends its successor.
 * A late one looks once and, when the close has moved, sends its successor. So each close has one nudge of each kind,
 * and a nudge that is lost, early, late or doubled changes only when people hear the hammer.
 * @param giveUpAtMs when the function must be done.
 * @throws a `Fault` when the world fails until then; the queue delivers the nudge again.
 */
export async function closeLot(ports: ClosePorts, nudge: Nudge, giveUpAtMs: EpochMs): Promise<void> {
  for (;;) {
    const fall = await letHammerFallAtLast(ports, nudge.lotId, giveUpAtMs);
    if (fall.kind === 'done' || fall.dueAtMs === undefined) return;
    const nowMs = ports.clock.nowMs();
    const waitMs = fall.dueAtMs - nowMs;
    const waits =
      nudge.kind === 'early' && waitMs <= closerWaitMaxMs && fall.dueAtMs <= giveUpAtMs - closerEarlyMs;
    if (!waits) {
      const successor = nudgeFor(fall.lot, nudge.kind);
      if (successor !== undefined) await ports.nudges.send([successor], nowMs);
      return;
    }
    await ports.clock.sleep(waitMs);
  }
}

/**
 * Closes what lost nudges left open: every open lot whose hammer is overdue. Each minute.
 * A lot that cannot be closed keeps no other open: the rest are looked at first.
 * @throws what the first such lot threw, once all have been looked at; the next minute tries it again.
 */
export async function sweepLots(
  ports: ClosePorts & { readonly lots: Pick<LotStore, 'listOpen'> },
): Promise<{ readonly swept: number }> {
  let swept = 0;
  const failures: unknown[] = [];
  for await (const lotId of ports.lots.listOpen()) {
    try {
      await letHammerFall(ports, lotId);
      swept += 1;
    } catch (thrown) {
      failures.push(thrown);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { swept };
}

/** When a closer that started now, with `remainingMs` of its function's time, must be done. */
export const giveUpAt = (nowMs: EpochMs, remainingMs: number): EpochMs => epochMs(nowMs + remainingMs);
