import type { EpochMs, LotId } from '@gaveldrop/units';

/** "Look at this lot about now." */
export type Nudge = {
  readonly lotId: LotId;
  /** When its closer should be woken; a delay longer than the queue allows is chained. */
  readonly dueAtMs: EpochMs;
  /** `early`: wait for the exact instant. `late`: the hammer should have fallen; look once. */
  readonly kind: 'early' | 'late';
};

/** The nudge queue: at least once, in no order, about on time. */
export type Nudges = {
  /** Sends all, or throws a `Fault`. */
  send(nudges: readonly Nudge[], nowMs: EpochMs): Promise<void>;
};
