import type { BidKind } from '@gaveldrop/bidding';
import fc from 'fast-check';

/** What a bid's amount is counted from: where rules have their edges. */
export type Edge = 'asking' | 'price' | 'ceiling' | 'reserve' | 'limit';

/** One thing somebody does to a lot, a while after the step before. */
export type Step = {
  /** How long after the step before it is decided. */
  readonly afterMs: number;
  /** How long before that it was received. */
  readonly agoMs: number;
} & (
  | {
      readonly what: 'bid';
      readonly paddle: number;
      readonly kind: BidKind;
      readonly edge: Edge;
      readonly more: number;
      readonly seller: boolean;
      readonly limit: number | undefined;
    }
  | { readonly what: 'pause' | 'resume' | 'call' | 'withdraw' | 'hammer' }
  | { readonly what: 'suspend' | 'readmit'; readonly paddle: number }
);

const paddle = fc.integer({ min: 1, max: 4 });

const what = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      what: fc.constant('bid' as const),
      paddle,
      kind: fc.constantFrom<BidKind>('exact', 'maximum'),
      edge: fc.constantFrom<Edge>('asking', 'price', 'ceiling', 'reserve', 'limit'),
      more: fc.oneof(fc.constantFrom(-1, 0, 0, 1), fc.integer({ min: 0, max: 200 })),
      seller: fc.oneof(
        { weight: 9, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      limit: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined, freq: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('pause' as const, 'resume' as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('call' as const, 'hammer' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constantFrom('suspend' as const, 'readmit' as const), paddle }),
  },
);

const step: fc.Arbitrary<Step> = fc
  .tuple(
    what,
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(0, 1, 250, 999, 1_000, 1_001) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 15_000 }) },
    ),
    fc.constantFrom(0, 0, 1, 749, 750),
  )
  .map(([some, afterMs, agoMs]) => ({ ...some, afterMs, agoMs }));

/** Anything that may be done to a lot from its opening on; a few are withdrawn at the end, the rest hammered. */
export const arbitrarySteps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(step, { maxLength: 40 }),
    fc.constantFrom('hammer' as const, 'hammer' as const, 'withdraw' as const),
  )
  .map(([steps, last]) => [
    ...steps,
    { what: last, afterMs: 90_000, agoMs: 0 },
    { what: 'hammer', afterMs: 1, agoMs: 0 },
  ]);
