import { publicLot } from '@gaveldrop/bidding';
import { phaseOf } from '@gaveldrop/protocol';
import { durationMs, epochMs } from '@gaveldrop/units';
import { expect, it } from 'vitest';
import {
  anOpenLot,
  aScheduledLot,
  commanded,
  commandId,
  hammered,
  plainRules,
  withClosing,
  withoutClock,
} from './a-lot.ts';

const phaseAt = (atMs: number, rules = plainRules) =>
  phaseOf(publicLot(anOpenLot(rules), rules), epochMs(atMs));

it.each([
  [1_000_000, 'open'],
  [1_049_999, 'open'],
  [1_050_000, 'climax'],
  [1_054_999, 'climax'],
  [1_055_000, 'fair-warning'],
  [1_060_000, 'fair-warning'],
  [1_060_001, 'closing'],
  [9_000_000, 'closing'],
])('[C9] a lot that closes at 1,060,000 is at %i in %s', (atMs, phase) => {
  expect(phaseAt(atMs)).toBe(phase);
});

it('[C9] the drop’s own climax and fair warning count', () => {
  const own = { climaxMs: durationMs(20_000), fairWarningMs: durationMs(3_000) };
  const rules = withClosing({ ...plainRules.closing, ...own });
  expect([1_039_999, 1_040_000, 1_056_999, 1_057_000].map((atMs) => phaseAt(atMs, rules))).toEqual([
    ...['open', 'climax', 'climax', 'fair-warning'],
  ]);
});

it('[C9] [C11] a lot without a close is open until the hammer is called', () => {
  expect(phaseAt(9_000_000, withoutClock)).toBe('open');
});

it('[C9] a lot that is not open has no phase', () => {
  const at = epochMs(1_055_000);
  const paused = commanded(anOpenLot(), plainRules, { command: 'pause', commandId }, 1_020_000);
  for (const lot of [aScheduledLot(), paused, hammered(anOpenLot(), plainRules, 1_061_000)])
    expect(phaseOf(publicLot(lot, plainRules), at)).toBeUndefined();
});
