import type { MakeCheck } from '../check.ts';
import { ruleNumbers } from '../rule-numbers.ts';

/** [C8] Whatever becomes of nudges, a lot whose hammer is due ends within two sweeps of the world being whole. */
export const lotsEnd: MakeCheck = () => ({
  name: 'lots-end',
  on: {
    'lot-committed': ({ atMs, lotId, before, after }, { healedAtMs }, report) => {
      const hammer = after.events.some(({ type }) => type === 'LotSold' || type === 'LotPassed');
      const closesAtMs = before?.stored.closesAtMs;
      if (!hammer || closesAtMs === undefined || healedAtMs === undefined) return;
      const lateMs = atMs - Math.max(healedAtMs, closesAtMs + ruleNumbers.commitGraceMs);
      if (lateMs > ruleNumbers.overdueMaxMs)
        report('C8', atMs, `the hammer fell ${lateMs} ms after it could have`, lotId);
    },
  },
  atEnd: ({ nowMs, healedAtMs, lots }, report) => {
    if (healedAtMs === undefined) return;
    for (const { lotId, states } of lots.values()) {
      const lot = states.at(-1)?.stored;
      if (lot?.status !== 'open' || lot.closesAtMs === undefined) continue;
      const lateMs = nowMs - Math.max(healedAtMs, lot.closesAtMs + ruleNumbers.commitGraceMs);
      if (lateMs > ruleNumbers.overdueMaxMs)
        report('C8', nowMs, `the lot is still open, ${lateMs} ms after its hammer was due`, lotId);
    }
  },
});
