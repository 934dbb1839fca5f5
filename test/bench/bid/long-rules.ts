import type { LotRules } from '@gaveldrop/bidding';
import { durationMs, type RulesId } from '@gaveldrop/units';
import { busyRules, idOf } from '../a-busy-lot.ts';

/** The busy rules, for a lot that is open as long as a bench takes. */
export const longRules: LotRules = {
  ...busyRules,
  rulesId: idOf<RulesId>(5),
  closing: { ...busyRules.closing, durationMs: durationMs(3_600_000) },
};
