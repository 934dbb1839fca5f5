import { expect, test } from 'vitest';
import { noEarlyHammer } from '../../../packages/rehearsal/src/checks/no-early-hammer.ts';
import { evidenceWith, history, soundEvidence, withHistory } from './sound-evidence.ts';

test('[C7] hammers from the close and the grace on hold', () => {
  expect(noEarlyHammer(soundEvidence).problems).toEqual([]);
  const onTime = history.map((entry) =>
    entry.sequence === 6 ? { ...entry, committedAtMs: 111_000 } : entry,
  );
  expect(noEarlyHammer(withHistory(onTime)).held).toBe(true);
});

test('[C7] one a millisecond sooner does not', () => {
  const early = history.map((entry) => (entry.sequence === 6 ? { ...entry, committedAtMs: 110_999 } : entry));
  expect(noEarlyHammer(withHistory(early)).problems).toEqual(['lot 1: the hammer at 6 fell 1 ms too early']);
});

test('[L1] a lot that goes on after its end does not, nor one that never ends, nor one without a history', () => {
  const sold = { sequence: 6, committedAtMs: 111_012, events: [{ type: 'LotSold' }] };
  expect(
    noEarlyHammer(withHistory([...history.slice(0, 5), sold, { ...sold, sequence: 7 }])).problems,
  ).toEqual(['lot 1: LotSold at 6, and more after it']);
  expect(noEarlyHammer(withHistory(history.slice(0, 5))).problems).toEqual(['lot 1: its history has no end']);
  expect(noEarlyHammer(evidenceWith({ histories: new Map() })).problems).toEqual([
    'lot 1: its history has no end',
    'lot 2: its history has no end',
  ]);
});
