import { nobodyToldBusy } from '@gaveldrop/rehearsal';
import { describe, expect, test } from 'vitest';
import {
  bids,
  history,
  soundEvidence,
  withBids,
  withHistory,
  withPerson,
} from '../unit/rehearsal/sound-evidence.ts';
import { headOf, soldHistory } from '../unit/verifier/a-history.ts';
import { allAnswered } from './checks/all-answered.ts';
import { allFollows } from './checks/all-follows.ts';
import { chaosChecks } from './checks/chaos-checks.ts';
import { everyVictimKilled } from './checks/every-victim-killed.ts';
import { nothingElseEnded } from './checks/nothing-else-ended.ts';
import { victims } from './victims.ts';

const failing = (evidence: typeof soundEvidence): readonly string[] =>
  chaosChecks.map((check) => check(evidence)).flatMap(({ name, held }) => (held ? [] : [name]));

const killed = victims.map((victim) => ({ victim, lot: 1, atMs: 1, afterOpenMs: 1, atWork: true }));

describe('the checks of a run', () => {
  test('all hold on a drop in which all is well', () => {
    expect(chaosChecks.map((check) => check(soundEvidence).problems)).toEqual(chaosChecks.map(() => []));
  });

  test('are those of a rehearsal, in which nobody may be told busy, and one more', () => {
    const busy = withPerson('bidder 1', { busyAnswers: 1 });
    expect(nobodyToldBusy(busy).held).toBe(false);
    expect(failing(busy)).toEqual([]);
    expect(chaosChecks).toHaveLength(10);
  });

  test('an acknowledged bid that is lost is found', () => {
    const lost = history
      .filter(({ sequence }) => sequence !== 3)
      .map((entry) => (entry.sequence > 3 ? { ...entry, sequence: entry.sequence - 1 } : entry));
    expect(failing(withHistory(lost))).toContain(
      "every bid answered leading or outbid is in its lot's history exactly once, in the order of the answers' sequences",
    );
  });

  test('a hammer that falls within the grace is found', () => {
    const early = history.map((entry) =>
      entry.sequence === 6 ? { ...entry, committedAtMs: 110_999 } : entry,
    );
    expect(failing(withHistory(early))).toEqual([
      'every hammer fell once, not before the close and its grace',
    ]);
  });

  test('a phone that is left behind is found', () => {
    const behind = soundEvidence.people.find(({ name }) => name === 'viewer 1')?.lots.slice(0, -1);
    expect(failing(withPerson('viewer 1', { lots: behind }))).toEqual([
      "every viewer's last state of each lot equals the final one",
    ]);
  });

  test('a bid without an answer is found, and one that was told unknown on the way is not', () => {
    const unanswered = { ...bids.late, bidId: '01JD000000000000000000000D', answers: [] };
    expect(allAnswered(withBids(bids.first, bids.late, unanswered)).problems).toEqual([
      'bid 01JD000000000000000000000D of paddle 1 was never answered',
    ]);
    expect(allAnswered(withPerson('bidder 1', { unknownAnswers: 3 })).held).toBe(true);
  });

  test('what does not follow from the rules is found, and what no phone kept', () => {
    const { lotId, entries } = soldHistory;
    const proofs = (chainHead: string, more: object = {}) =>
      ({
        ...{ histories: [soldHistory], heads: { lots: [{ lotId, chainHead }] } },
        ...{ receipts: { receipts: [], refusals: [] }, keys: { keys: [] }, statements: [], ...more },
      }) as unknown as Parameters<typeof allFollows>[0];
    expect(allFollows(proofs(headOf(entries))).problems).toEqual([]);
    expect(allFollows(proofs('0'.repeat(64))).problems).toMatchObject([
      expect.stringMatching(/^lot 3: \[head\] at 5 .* not to the head that was kept/),
    ]);
    expect(allFollows(proofs('', { heads: { lots: [] } })).problems).toEqual([
      'lot 3: no phone kept its head',
    ]);
  });

  test('a kind of victim that was spared is named', () => {
    expect(everyVictimKilled(killed).held).toBe(true);
    expect(everyVictimKilled(killed.filter(({ victim }) => victim !== 'queues')).problems).toEqual([
      'queues was never killed',
    ]);
  });

  test('a process that ended by itself is named', () => {
    expect(nothingElseEnded([]).held).toBe(true);
    expect(nothingElseEnded(['the saleroom ended by itself'])).toMatchObject({
      held: false,
      problems: ['the saleroom ended by itself'],
    });
  });
});
