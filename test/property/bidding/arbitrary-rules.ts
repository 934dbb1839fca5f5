import type { ClosingPolicy, Extension, IncrementLadder, LotRules } from '@gaveldrop/bidding';
import { cents } from '@gaveldrop/units';
import fc from 'fast-check';
import { plainRules } from '../../unit/bidding/a-lot.ts';

/** A ladder whose asking price never falls: bands ascend and so do increments. */
export const arbitraryLadder: fc.Arbitrary<IncrementLadder> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(0, 1, 4, 9, 60)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((steps) => {
    let from = 0;
    let increment = 1;
    return steps.map(([width, more]) => {
      const band = { fromCents: cents(from), incrementCents: cents(increment + more) };
      from += width;
      increment += more;
      return band;
    });
  });

const lengthMs = fc.constantFrom(1, 2, 1_000, 3_000, 5_000, 9_999, 10_000);

const arbitraryExtension = fc.oneof(
  fc.constant<Extension>({ mode: 'none' }),
  fc
    .record({
      mode: fc.constantFrom('reset', 'add'),
      windowMs: lengthMs,
      amountMs: lengthMs,
      shrinkBp: fc.option(fc.constantFrom(1, 5_000, 9_999, 10_000), { nil: undefined }),
      capMs: fc.option(fc.constantFrom(0, 1, 2_500, 20_000), { nil: undefined }),
      floorMs: fc.constantFrom(0, 1, 1_000),
    })
    .map(({ floorMs, ...some }) => ({ ...some, minAmountMs: Math.min(floorMs, some.amountMs) }) as Extension),
);

const arbitraryClosing = fc
  .record({
    durationMs: fc.option(fc.constantFrom(1_000, 20_000, 60_000), { nil: undefined, freq: 5 }),
    extension: arbitraryExtension,
    fairWarningMs: fc.constantFrom(3_000, 5_000),
  })
  .map((closing) => closing as unknown as ClosingPolicy);

/** Any rules that make sense, of prices small enough for bids to collide. */
export const arbitraryRules: fc.Arbitrary<LotRules> = fc
  .record({
    start: fc.integer({ min: 1, max: 100 }),
    over: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }),
    ladder: arbitraryLadder,
    closing: arbitraryClosing,
  })
  .map(({ start, over, ladder, closing }) => ({
    ...plainRules,
    startPriceCents: cents(start),
    reserveCents: over === undefined ? undefined : cents(start + over),
    ladder,
    closing,
  }));
