import { verifyHistory } from '@gaveldrop/verifier';
import { describe, expect, test } from 'vitest';
import { chained, headOf, problemsOf, rulesBroken, soldHistory } from './a-history.ts';

const { entries } = soldHistory;
const at = <T>(list: readonly T[], index: number): T => {
  const one = list[index];
  if (one === undefined) throw new Error(`nothing at ${index}`);
  return one;
};
const replaced = (index: number, entry: unknown) =>
  entries.map((one, here) => (here === index ? entry : one));

describe('[L3] the chain', () => {
  test('a history that is as it was committed has no problems, and comes to its head', () => {
    const verdict = verifyHistory({ history: soldHistory, head: headOf(entries) });
    expect(verdict.problems).toEqual([]);
    expect(verdict.head).toBe(headOf(entries));
    expect(verdict.unchecked).toEqual([]);
    expect(verdict.checked).toEqual(['5 entries and their chain', 'the head that was kept']);
  });

  test('the hash is of the text that the wire defines, so anyone can work it out', () => {
    const history = { ...soldHistory, entries: entries.slice(0, 1) };
    expect(verifyHistory({ history }).head).toBe(
      '9f5e32df41a4fbfe7721e4da3c86113af3dbc265ea5a179d48104da672d807ec',
    );
  });

  test('without a head it is said what that leaves open', () => {
    expect(verifyHistory({ history: soldHistory }).unchecked).toEqual([
      'no head was given: the chain proves only that the entries fit each other, not that they are the ones committed',
    ]);
  });

  test('an entry that was changed: the next one does not carry its hash', () => {
    const changed = replaced(2, { ...at(entries, 2), committedAtMs: 1_010_021 });
    expect(rulesBroken({ ...soldHistory, entries: changed })).toEqual([[4, 'chain']]);
  });

  test('an entry that was changed and the chain worked out again: the head tells', () => {
    const changed = chained(replaced(2, { ...at(entries, 2), committedAtMs: 1_010_021 }) as never);
    expect(rulesBroken({ ...soldHistory, entries: changed })).toEqual([]);
    expect(problemsOf({ ...soldHistory, entries: changed }, { head: headOf(entries) })).toEqual([
      {
        sequence: 5,
        rule: 'head',
        message: `the history comes to ${headOf(changed)}, not to the head that was kept: it is not the history that was committed`,
      },
    ]);
  });

  test('an entry that is missing, one that stands twice, and a first one that has a predecessor', () => {
    expect(rulesBroken({ ...soldHistory, entries: entries.toSpliced(2, 1) })).toEqual([
      [4, 'L3'],
      [4, 'chain'],
      [5, 'L3'],
    ]);
    const doubled = entries.toSpliced(3, 0, at(entries, 2));
    expect(rulesBroken({ ...soldHistory, entries: doubled }).filter(([, rule]) => rule === 'chain')).toEqual([
      [3, 'chain'],
    ]);
    const withBefore = replaced(0, { ...at(entries, 0), previousHash: 'a'.repeat(64) });
    expect(rulesBroken({ ...soldHistory, entries: withBefore })).toEqual([
      [1, 'chain'],
      [2, 'chain'],
    ]);
  });

  test('a history cut short fits itself, but does not come to the head, and is said not to be over', () => {
    const cut = { ...soldHistory, entries: entries.slice(0, 4) };
    expect(rulesBroken(cut)).toEqual([]);
    expect(verifyHistory({ history: cut }).unchecked).toContain(
      'the lot is not over: it is open, and more may follow',
    );
    expect(rulesBroken(cut, { head: headOf(entries) })).toEqual([[4, 'head']]);
    expect(rulesBroken({ ...soldHistory, entries: [] }, { head: headOf(entries) })).toEqual([
      [undefined, 'head'],
      [undefined, 'L3'],
    ]);
  });

  test('the history of another lot or drop does not pass for this one', () => {
    const other = { ...soldHistory, lotId: '01JD0000000000000000000009' as typeof soldHistory.lotId };
    expect(rulesBroken(other).map(([, rule]) => rule)).toEqual(['chain', 'chain', 'chain', 'chain']);
  });

  test('changes that go back in time by more than clocks may differ', () => {
    const late = replaced(3, { ...at(entries, 3), committedAtMs: 1_009_820 });
    expect(rulesBroken({ ...soldHistory, entries: chained(late as never) })).toEqual([[4, 'B2']]);
    const later = replaced(3, {
      ...at(entries, 3),
      committedAtMs: 1_009_819,
      events: [{ ...at(entries, 3).events[0], receivedAtMs: 1_009_819 }],
    });
    expect(rulesBroken({ ...soldHistory, entries: chained(later as never) })).toEqual([[4, 'L3']]);
  });
});

describe('[L3] the form of each entry', () => {
  test.each([
    ['a field that no entry has', { ...at(entries, 2), extra: 1 }, 'extra: is not a field of this message'],
    [
      'a field that the event does not have',
      { ...at(entries, 2), events: [{ ...at(entries, 2).events[0], bidId: 'x' }] },
      'events[0].bidId: is not a field of this message',
    ],
    [
      'an event nobody knows',
      { ...at(entries, 2), events: [{ type: 'LotStolen' }] },
      'events[0].type: Invalid discriminator value.',
    ],
    [
      'a sequence that is none',
      { ...at(entries, 2), sequence: 2.5 },
      'sequence: Invalid input: expected int, received number',
    ],
  ])('%s', (_, entry, message) => {
    const [problem] = problemsOf({ ...soldHistory, entries: replaced(2, entry) }).filter(
      ({ rule }) => rule === 'form',
    );
    expect(problem?.sequence).toBe(entry.sequence);
    expect(problem?.message).toContain(`entries[2]: ${message}`);
  });
});
