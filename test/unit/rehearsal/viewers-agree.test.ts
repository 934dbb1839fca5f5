import { describe, expect, test } from 'vitest';
import { viewersAgree } from '../../../packages/rehearsal/src/checks/viewers-agree.ts';
import { evidenceWith, lotForms, soundEvidence, withPerson } from './sound-evidence.ts';

const problemsOf = (evidence: typeof soundEvidence) => viewersAgree(evidence).problems;
const [sold, passed] = soundEvidence.finalLots;
const viewerHeard = (...lots: readonly unknown[]) =>
  withPerson('viewer 1', { lots: lots.map((lot) => ({ lot, heardAtMs: 1, pushed: true })) });

describe("[L4] every viewer's last state is the final one", () => {
  test('holds for a drop in which all is well', () => {
    expect(viewersAgree(soundEvidence)).toEqual({
      name: "every viewer's last state of each lot equals the final one",
      held: true,
      problems: [],
    });
  });

  test('a viewer who missed the end', () => {
    expect(problemsOf(viewerHeard(lotForms[2], lotForms[3], passed))).toEqual([
      'lot 1: viewer 1 saw sequence 5 last, not 6',
    ]);
  });

  test('a viewer who never heard of a lot', () => {
    expect(problemsOf(viewerHeard(sold))).toEqual(['lot 2: viewer 1 never saw it']);
  });

  test('a viewer who was told another end', () => {
    expect(problemsOf(viewerHeard({ ...sold, buyerPaddle: 3 }, passed))).toEqual([
      'lot 1: viewer 1 saw another form of sequence 6',
    ]);
  });

  test('a viewer who was told the right end and then another', () => {
    expect(problemsOf(viewerHeard(sold, { ...sold, hammerPriceCents: 1 }, passed))).toEqual([
      'lot 1: viewer 1 saw another form of sequence 6',
    ]);
  });

  test('older forms that come late change nothing', () => {
    expect(problemsOf(viewerHeard(sold, lotForms[1], passed))).toEqual([]);
  });

  test('a lot without an end, and a drop that nobody watched', () => {
    expect(problemsOf(evidenceWith({ finalLots: [lotForms[3], passed] }))).toEqual([
      'lot 1: it is still open',
    ]);
    expect(problemsOf(evidenceWith({ finalLots: [passed] }))).toEqual([
      'lot 1: its final state was not read',
    ]);
    expect(problemsOf(evidenceWith({ people: [] }))).toEqual(['nobody was watching']);
  });
});
