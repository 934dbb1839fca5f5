import { describe, expect, test } from 'vitest';
import { pricesNeverFall } from '../../../packages/rehearsal/src/checks/prices-never-fall.ts';
import { evidenceWith, history, lotForms, soundEvidence, withHistory, withPerson } from './sound-evidence.ts';

const problemsOf = (evidence: typeof soundEvidence) => pricesNeverFall(evidence).problems;
const heardAs = (lots: readonly unknown[]) =>
  withPerson('viewer 1', { lots: lots.map((lot) => ({ lot, heardAtMs: 1, pushed: true })) });

describe('[B11] prices never fall', () => {
  test('holds for a drop in which all is well', () => {
    expect(pricesNeverFall(soundEvidence)).toEqual({ name: 'prices never fall', held: true, problems: [] });
  });

  test('a price in the history below an earlier one', () => {
    const fallen = history.map((entry) =>
      entry.sequence === 5 ? { ...entry, events: [{ ...entry.events[0], priceCents: 10_400 }] } : entry,
    );
    expect(problemsOf(withHistory(fallen))[0]).toBe(
      'lot 1: the history has 10400 at 5, after 12500 at 5 from auctioneer',
    );
  });

  test('a price that one viewer alone saw fall', () => {
    expect(problemsOf(heardAs([{ ...lotForms[2], priceCents: 9_999 }]))).toEqual([
      'lot 1: viewer 1 has 9999 at 4, after 10500 at 4 from the history',
    ]);
  });

  test('a hammer price below the price', () => {
    const final = { ...soundEvidence.finalLots[0], hammerPriceCents: 12_499 };
    expect(problemsOf(evidenceWith({ finalLots: [final, soundEvidence.finalLots[1]] }))).toEqual([
      'lot 1: the snapshot has 12499 at 6, after 12500 at 5 from the history',
    ]);
  });

  test('older forms that come after newer ones are no fall', () => {
    expect(problemsOf(heardAs([...lotForms].reverse()))).toEqual([]);
  });

  test('a bid in the history without a price', () => {
    const bare = history.map((entry) =>
      entry.sequence === 3 ? { ...entry, events: [{ ...entry.events[0], priceCents: undefined }] } : entry,
    );
    expect(problemsOf(withHistory(bare))).toEqual(['lot 1: the history has no price at 3']);
  });
});
