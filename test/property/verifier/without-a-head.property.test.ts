import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { verifyHistory } from '@gaveldrop/verifier';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryRules } from '../bidding/arbitrary-rules.ts';
import { arbitrarySteps } from '../bidding/arbitrary-steps.ts';
import { play } from '../bidding/play.ts';
import { fieldChanges } from './field-changes.ts';
import { chained, playedHistory } from './played-history.ts';

const keys = await memoryKeys().load();

/** `BidAccepted priceCents`: the event of an entry and the field of it, or of the entry, that was changed. */
const nameOf = (type: string | undefined, field: string): string =>
  `${type ?? ''} ${field.replace(/^events\.\d\./, '').replace(/\.\d+\./, '[].')}`;

it('[L3] without a head the rules alone tell of every change to what decides a lot', () => {
  const told = new Map<string, boolean[]>();
  const lives = fc.sample(fc.record({ rules: arbitraryRules, steps: arbitrarySteps }), {
    numRuns: 60,
    seed: 7,
  });
  for (const { rules, steps } of lives) {
    const { history } = playedHistory(rules, play(rules, steps), keys);
    const { entries } = history;
    for (const [at, entry] of entries.entries())
      for (const { field, changed } of fieldChanges(entry)) {
        if (field.startsWith('previousHash')) continue;
        const other = { ...history, entries: chained(entries.with(at, changed)) };
        const name = nameOf(entry.events[0]?.type, field);
        told.set(name, [...(told.get(name) ?? []), verifyHistory({ history: other }).problems.length > 0]);
      }
  }
  const always = [...told].flatMap(([name, each]) => (each.every(Boolean) ? [name] : []));
  for (const name of [
    ...['BidAccepted closesAtMs', 'BidAccepted kind', 'BidAccepted sequence', 'BidAccepted type'],
    ...['HammerCalled closesAtMs', 'HammerCalled committedAtMs', 'HammerCalled latestCloseAtMs'],
    ...[
      'LotOpened closesAtMs',
      'LotOpened committedAtMs',
      'LotOpened latestCloseAtMs',
      'LotOpened openedAtMs',
    ],
    ...[
      'LotPassed type',
      'LotScheduled agreed.closing.durationMs',
      'LotSold buyerPaddle',
      'LotSold hammerPriceCents',
    ],
  ])
    expect(always).toContain(name);
  // What leaves the story possible is not told: another receipt that is as much in time, a price that other ceilings
  // explain, another paddle that had not bid. For that there is the head.
  const rate = (name: string): number => {
    const each = told.get(name) ?? [];
    return Math.round((100 * each.filter(Boolean).length) / each.length);
  };
  expect(rate('BidAccepted amountCents')).toBeGreaterThan(95);
  expect(rate('BidAccepted outcome')).toBeGreaterThan(95);
  expect(rate('BidAccepted priceCents')).toBeGreaterThan(80);
  expect(rate('BidAccepted paddleNumber')).toBeGreaterThan(30);
  expect(rate('BidAccepted receivedAtMs')).toBeGreaterThan(40);
});
