import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { type Claim, verifyHistory } from '@gaveldrop/verifier';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRules } from '../bidding/arbitrary-rules.ts';
import { arbitrarySteps } from '../bidding/arbitrary-steps.ts';
import { play } from '../bidding/play.ts';
import { fieldChanges } from './field-changes.ts';
import { chained, type PlayedHistory, playedHistory } from './played-history.ts';

const keys = await memoryKeys().load();

const anyHistory: fc.Arbitrary<PlayedHistory> = fc
  .tuple(arbitraryRules, arbitrarySteps)
  .map(([rules, steps]) => playedHistory(rules, play(rules, steps), keys));

const problems = (claim: Claim) => verifyHistory(claim).problems;

describe('[L3] histories of any lot that was played by the rules', () => {
  it('are accepted, whatever anybody holds of them', () => {
    fc.assert(
      fc.property(anyHistory, ({ history, head, receipts, last }) => {
        expect(problems({ history })).toEqual([]);
        expect(problems({ history, head, receipts })).toEqual([]);
        const buyer = 'buyerPaddle' in last ? last.buyerPaddle : undefined;
        const buyers = receipts.filter(({ paddleNumber }) => paddleNumber === buyer);
        expect(problems({ history, receipts: buyers })).toEqual([]);
        expect(problems({ history: { ...history, opened: [] }, receipts }).map(({ rule }) => rule)).toEqual(
          history.opened.map(() => 'opening'),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('are accepted as far as they go, cut off anywhere', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(60), ({ history, receipts }, length) => {
        const cut = history.entries.slice(0, 1 + (length % history.entries.length));
        const whole = cut.length === history.entries.length;
        expect(
          problems({ history: { ...history, entries: cut, opened: whole ? history.opened : [] }, receipts }),
        ).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('are rejected with one field of one event changed and the chain worked out again, given the head', () => {
    let changes = 0;
    fc.assert(
      fc.property(anyHistory, fc.nat(), ({ history, head }, seed) => {
        const { entries } = history;
        const at = seed % entries.length;
        for (const { field, changed } of entries.slice(at, at + 1).flatMap((one) => fieldChanges(one))) {
          const other = chained(entries.with(at, changed));
          if (field.startsWith('previousHash')) continue;
          changes += 1;
          const found = problems({ history: { ...history, entries: other }, head });
          expect(
            found.map(({ rule }) => rule),
            field,
          ).toContain('head');
        }
      }),
      { numRuns: 120 },
    );
    expect(changes).toBeGreaterThan(1_500);
  });
});
