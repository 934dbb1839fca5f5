import {
  type BidRefusalCode,
  bidRefusalCodeSchema,
  type CommandRefusalCode,
  commandRefusalCodeSchema,
  type PublicLot,
} from '@gaveldrop/protocol';
import { durationMs } from '@gaveldrop/units';
import { bidRefusalWords } from '@gaveldrop/web/words/bid-refusal-words.ts';
import { clockText } from '@gaveldrop/web/words/clock-text.ts';
import { closingRuleWords } from '@gaveldrop/web/words/closing-rule-words.ts';
import { commandAnswerWords } from '@gaveldrop/web/words/command-answer-words.ts';
import { commandRefusalWords } from '@gaveldrop/web/words/command-refusal-words.ts';
import { durationWords } from '@gaveldrop/web/words/duration-words.ts';
import { estimateWords } from '@gaveldrop/web/words/estimate-words.ts';
import { phaseWords } from '@gaveldrop/web/words/phase-words.ts';
import { problemWords } from '@gaveldrop/web/words/problem-words.ts';
import { reserveWords, standingWords } from '@gaveldrop/web/words/standing-words.ts';
import { totalWords } from '@gaveldrop/web/words/total-words.ts';
import { describe, expect, test } from 'vitest';
import { aLot, money, openLot, scheduledLot, soldLot } from './a-lot.ts';

describe('refusals in words', () => {
  const bidWords: Readonly<Record<BidRefusalCode, string>> = {
    'bid-id-reused': 'the phone mixed up two bids; please bid again',
    'lot-unknown': 'this drop has no such lot',
    'paddle-not-registered': 'join the drop to get a paddle first',
    'paddle-suspended': 'your paddle is suspended; ask the auctioneer',
    'lot-not-open': 'the lot is not open for bids right now',
    'lot-closed': 'the lot had closed',
    'seller-may-not-bid': 'sellers may not bid on their own lots',
    'already-leading': 'you lead already',
    'maximum-not-raised': 'a new maximum must be above the one you left',
    'below-asking-price': 'the next bid is $13.00',
    'above-paddle-limit': 'that is above the limit of your paddle',
  };
  test.each(Object.entries(bidWords))('[B9] a bid refused %s', (code, words) => {
    expect(bidRefusalWords(bidRefusalCodeSchema.parse(code), '$13.00')).toBe(words);
  });
  test('[B9] a bid too low where the asking price is not known', () => {
    expect(bidRefusalWords('below-asking-price')).toBe('the next bid is higher by now');
  });

  const commandWords: Readonly<Record<CommandRefusalCode, string>> = {
    'lot-unknown': 'This drop has no such lot.',
    'not-auctioneer': 'Only an auctioneer of this drop may do that.',
    'lot-not-scheduled': 'Only a scheduled lot can be opened.',
    'lot-not-open': 'The lot is not open.',
    'lot-not-paused': 'The lot is not paused.',
    'lot-closed': 'The lot has closed already; the hammer decides.',
    'lots-open-max': 'As many lots as this drop allows are open or paused. Close one first.',
    'seller-unknown': 'The lot has no seller to settle with.',
  };
  test.each(Object.entries(commandWords))('[L2] a command refused %s', (code, words) => {
    expect(commandRefusalWords(commandRefusalCodeSchema.parse(code))).toBe(words);
  });
  test('[L2] a command that was done needs no words; one that may not have been says so', () => {
    const answer = {
      type: 'lot-answer',
      commandId: 'x',
      lotId: 'y',
      serverNowMs: 1,
    } as unknown as Parameters<typeof commandAnswerWords>[0];
    expect(commandAnswerWords({ ...answer, outcome: 'done' })).toBeUndefined();
    expect(commandAnswerWords({ ...answer, outcome: 'refused', code: 'lot-not-open' })).toBe(
      'The lot is not open.',
    );
    expect(commandAnswerWords({ ...answer, outcome: 'busy' })).toContain('could not say whether it was done');
  });

  test('a request refused is told in the words of the saleroom, unless they are the gateway’s', () => {
    expect(problemWords('reserve-below-start', 'the reserve is below the start price')).toBe(
      'The reserve is below the start price.',
    );
    expect(problemWords('invalid-field', 'ladder[1].incrementCents would make the asking price fall')).toBe(
      'ladder[1].incrementCents would make the asking price fall.',
    );
    expect(problemWords('unreachable', 'fetch failed')).toBe(
      'The saleroom cannot be reached. Check your connection.',
    );
  });
});

describe('the clock in words', () => {
  test.each([
    [40_000, '0:40'],
    [39_001, '0:40'],
    [39_000, '0:39'],
    [125_000, '2:05'],
    [3_725_000, '1:02:05'],
  ])('[C9] %i ms before the climax is whole seconds, rounded up', (leftMs, text) => {
    expect(clockText(leftMs, 'open')).toBe(text);
  });
  test.each([
    [9_999, '10.0'],
    [9_201, '9.3'],
    [1, '0.1'],
    [0, '0.0'],
    [61_234, '1:01.3'],
  ])('[C9] %i ms in the climax is tenths, zero only at the close', (leftMs, text) => {
    expect(clockText(leftMs, 'climax')).toBe(text);
    expect(clockText(leftMs, 'fair-warning')).toBe(text);
  });
  test('[C9] past the close nothing is left', () => {
    expect(clockText(-400, 'closing')).toBe('0.0');
  });
  test('[C9] the phases are called out', () => {
    expect(phaseWords('open', 20_000, 5_000)).toBe('Open for bids');
    expect(phaseWords('climax', 9_000, 5_000)).toBe('Last bids');
    expect(phaseWords('fair-warning', 5_000, 5_000)).toBe('Going once…');
    expect(phaseWords('fair-warning', 2_500, 5_000)).toBe('Going twice…');
    expect(phaseWords('closing', -1, 5_000)).toBe('Closing…');
  });
  test.each([
    [500, '0.5 s'],
    [10_000, '10 s'],
    [90_000, '1 min 30 s'],
    [120_000, '2 min'],
    [7_500_000, '2 h 5 min'],
  ])('%i ms is a length of time', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});

describe('the closing rule in words', () => {
  const closing = (fields: Partial<PublicLot['closing']>): PublicLot['closing'] => ({
    ...openLot.closing,
    ...fields,
  });
  const ten = { windowMs: durationMs(10_000), amountMs: durationMs(10_000) };

  test('[C2] [C4] a clock that is set back, up to a cap', () => {
    expect(closingRuleWords(openLot.closing, '20:41:30')).toBe(
      'A bid in the last 10 s sets the clock back to 10 s; ends by 20:41:30 at the latest.',
    );
  });
  test('[C4] before the lot is open, the cap is a length of time', () => {
    expect(closingRuleWords(openLot.closing)).toBe(
      'A bid in the last 10 s sets the clock back to 10 s; at most 1 min longer in all.',
    );
  });
  test('[C2] a clock that is added to', () => {
    expect(closingRuleWords(closing({ extension: { mode: 'add', ...ten } }))).toBe(
      'A bid in the last 10 s adds 10 s.',
    );
  });
  test('[C3] extensions that grow shorter', () => {
    const extension = { mode: 'reset', ...ten, shrinkBp: 8_000, minAmountMs: durationMs(3_000) } as const;
    expect(closingRuleWords(closing({ extension }))).toBe(
      'A bid in the last 10 s sets the clock back to 10 s, each time 80 % of the time before, never less than 3 s.',
    );
  });
  test('[C2] no extension', () => {
    expect(closingRuleWords(closing({ extension: { mode: 'none' } }))).toBe(
      'A late bid does not move the close.',
    );
  });
  test('[C11] no clock', () => {
    const { durationMs: _, ...clockless } = closing({ extension: { mode: 'none' } });
    expect(closingRuleWords(clockless)).toBe(
      'Ends when the auctioneer calls the hammer. A late bid does not move the close.',
    );
  });
});

describe('a lot in words', () => {
  test('who leads, and how it ended', () => {
    expect(standingWords(openLot, 12)).toBe('You lead');
    expect(standingWords(openLot, 7)).toBe('Paddle 12 leads');
    expect(standingWords(scheduledLot, 7)).toBe('Nobody leads yet');
    expect(standingWords(soldLot, 12)).toBe('Sold to you');
    expect(standingWords(soldLot, undefined)).toBe('Sold to paddle 12');
    expect(standingWords(aLot({ status: 'passed', outcome: 'passed' }), 12)).toBe('Passed: reserve not met');
    expect(standingWords(aLot({ status: 'passed', outcome: 'passed', bidCount: 0 }), 12)).toBe(
      'Passed: no bids',
    );
    expect(standingWords(aLot({ status: 'withdrawn', outcome: 'withdrawn' }), 12)).toBe('Withdrawn');
  });
  test('[L4] of the reserve, only whether it is met', () => {
    expect(reserveWords(openLot)).toBe('Reserve not met');
    expect(reserveWords(aLot({ reserveMet: true }))).toBe('Reserve met');
    expect(reserveWords(scheduledLot)).toBe('Has a reserve');
    expect(reserveWords({ ...scheduledLot, reserveMet: true })).toBe('No reserve');
  });
  test('estimate and total', () => {
    expect(estimateWords({ estimateLowCents: 50, estimateHighCents: 80 }, money)).toBe(
      'Estimate <50> to <80>',
    );
    expect(estimateWords({ estimateHighCents: 80 }, money)).toBe('Estimate <80>');
    expect(estimateWords({}, money)).toBeUndefined();
    expect(totalWords('$13.50', true, true)).toBe('$13.50 with premium and shipping');
    expect(totalWords('$13.50', true, false)).toBe('$13.50 with premium');
    expect(totalWords('$13.50', false, true)).toBe('$13.50 with shipping');
    expect(totalWords('$12.00', false, false)).toBe('$12.00 in all, nothing on top');
  });
});
