import type { MakeCheck } from '../check.ts';
import { clockRange } from '../expected/stamps.ts';
import { ruleNumbers } from '../rule-numbers.ts';

/** [B2] A stamp further ahead of a function's clock than `clockSkewMaxMs` is counted, and no other is. */
export const stampsNoticed: MakeCheck = () => {
  const noticed = new Set<string>();
  return {
    name: 'stamps-noticed',
    on: {
      'metric-counted': ({ name, handling }) => {
        if (name === 'stampAhead') noticed.add(handling);
      },
      answered: ({ atMs, clockMs, told, handling, received }, _world, report) => {
        if (told.type !== 'bid-answer' && told.type !== 'lot-answer') return;
        const counted = noticed.has(handling.handling);
        const { fromMs, toMs } = clockRange(handling, atMs, clockMs);
        const aheadMs = received.stampMs - ruleNumbers.clockSkewMaxMs;
        if (!counted && aheadMs > toMs)
          report('B2', atMs, `a stamp ${aheadMs - toMs} ms too far ahead was not noticed`);
        if (counted && aheadMs <= fromMs) report('B2', atMs, 'a stamp that is right was counted as ahead');
      },
    },
  };
};
