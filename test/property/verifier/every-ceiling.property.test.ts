import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { decideBid, type Lot, type LotRules } from '@gaveldrop/bidding';
import { type HistoryEntryForm, maximumText, type PublicEvent } from '@gaveldrop/protocol';
import { type BidId, cents, epochMs, lotNumber, paddleNumber } from '@gaveldrop/units';
import { verifyHistory } from '@gaveldrop/verifier';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  anOpenLot,
  changed,
  closingOf,
  dropId,
  ladderOf,
  lotId,
  rulesWith,
  ulidOf,
} from '../../unit/bidding/a-lot.ts';
import { chained } from './played-history.ts';

// The verifier reasons about ceilings that nobody told it, in spans. Here each of them is tried, one by one, by the rules
// themselves: what no assignment explains must be rejected, and what any does must be accepted.

type Told = {
  readonly paddle: number;
  readonly kind: 'exact' | 'maximum';
  /** Of an exact bid; of a maximum, what it was played with. */
  readonly amount: number;
  /** Of a maximum: whether somebody opened it, so that only that amount comes into question. */
  readonly opened: boolean;
  readonly outcome: 'leading' | 'outbid';
  readonly price: number;
};
type End = 'sold' | 'passed' | 'open';

/** Prices stay well below this, so amounts and reserves above it would act like it. */
const highest = 22;
const amounts = Array.from({ length: highest }, (_, at) => at + 1);

const bidder = (paddle: number) => ({
  ...{ dropId, paddleNumber: paddleNumber(paddle), limitCents: undefined, sellerIds: [] },
});
const bidOf = ({ kind }: Told, amount: number) => ({
  ...{ bidId: ulidOf(1_000) as BidId, kind, amountCents: cents(amount) },
});

/** The lot after a bid of this amount, if it is accepted and comes to what was told. */
function after(lot: Lot, rules: LotRules, told: Told, amount: number): Lot | undefined {
  const decision = decideBid(lot, rules, bidOf(told, amount), bidder(told.paddle), epochMs(1_010_000));
  if (decision.kind === 'refused' || decision.outcome !== told.outcome) return undefined;
  const next = changed(lot, ...decision.events);
  return 'priceCents' in next && next.priceCents === told.price ? next : undefined;
}

const salt = 'a'.repeat(64);
const commitment = (amount: number): string => systemDigest.sha256(maximumText(salt, cents(amount)));

const ceilingOf = (lot: Lot): number => ('leader' in lot ? (lot.leader?.ceilingCents ?? 0) : 0);

/** Everything that may be behind what was told so far: each reserve, with every lot there may be under it. */
type Possible = readonly { readonly rules: LotRules; readonly lots: readonly Lot[] }[];

const atFirst = (rules: LotRules, hasReserve: boolean): Possible =>
  (hasReserve ? amounts : [undefined]).map((reserve) => {
    const supposed = { ...rules, reserveCents: reserve === undefined ? undefined : cents(reserve) };
    return { rules: supposed, lots: [anOpenLot(supposed)] };
  });

/** What is left of it after one more bid, each amount tried. */
function afterBid(possible: Possible, told: Told): Possible {
  const tried = told.kind === 'exact' || told.opened ? [told.amount] : amounts;
  return possible.flatMap(({ rules, lots }) => {
    const next = lots.flatMap((lot) => tried.flatMap((amount) => after(lot, rules, told, amount) ?? []));
    return next.length === 0
      ? []
      : [{ rules, lots: [...new Map(next.map((lot) => [ceilingOf(lot), lot])).values()] }];
  });
}

function canEnd(possible: Possible, bids: readonly Told[], end: End): boolean {
  if (end === 'open') return possible.length > 0;
  const met = ({ rules }: { rules: LotRules }): boolean =>
    (bids.at(-1)?.price ?? 0) >= (rules.reserveCents ?? 0);
  if (end === 'sold') return bids.length > 0 && possible.some(met);
  return bids.length === 0 ? possible.length > 0 : possible.some((one) => !met(one));
}

function historyOf(rules: LotRules, hasReserve: boolean, bids: readonly Told[], end: End) {
  const { startPriceCents, ladder, closing } = rules;
  const agreed = {
    ...{ startPriceCents, ladder, closing },
    ...(hasReserve ? { reserveCommitment: 'd'.repeat(64) } : {}),
  };
  const last = bids.findLast(({ outcome }) => outcome === 'leading');
  const sold = { type: 'LotSold', hammerPriceCents: bids.at(-1)?.price ?? 1, buyerPaddle: last?.paddle ?? 1 };
  const changes: readonly (readonly [number, object])[] = [
    [900_000, { type: 'LotScheduled', agreed }],
    [
      1_000_000,
      { type: 'LotOpened', openedAtMs: 1_000_000, closesAtMs: 1_060_000, latestCloseAtMs: 1_060_000 },
    ],
    ...bids.map(
      ({ paddle, kind, amount, outcome, price }) =>
        [
          1_010_000,
          {
            ...{ type: 'BidAccepted', paddleNumber: paddle, kind, receivedAtMs: 1_010_000, outcome },
            ...{ priceCents: price },
            ...(kind === 'exact' ? { amountCents: amount } : { amountCommitment: commitment(amount) }),
          },
        ] as const,
    ),
    ...(end === 'open' ? [] : [[1_061_000, end === 'sold' ? sold : { type: 'LotPassed' }] as const]),
  ];
  const entries = changes.map(([committedAtMs, event], at) => ({
    ...{ sequence: at + 1, committedAtMs, events: [event as PublicEvent] },
  }));
  return {
    ...{ dropId, lotId, lotNumber: lotNumber(1) },
    opened: bids.flatMap(({ kind, opened, amount }, at) =>
      kind === 'maximum' && opened ? [{ sequence: at + 3, amountCents: amount, salt }] : [],
    ),
    entries: chained(entries as unknown as readonly HistoryEntryForm[]),
  };
}

const anyRules = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(ladderOf([0, 1]), ladderOf([0, 2]), ladderOf([0, 1], [5, 3]), ladderOf([0, 2], [4, 1])),
  )
  .map(([start, ladder]) =>
    rulesWith({ startPriceCents: cents(start), ladder, closing: closingOf({ mode: 'none' }) }),
  );

/** One bid, on any lot that may be behind what was told before, and perhaps a slip in telling what it came to. */
const step = fc.record({
  pick: fc.nat(),
  paddle: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom('exact' as const, 'maximum' as const, 'maximum' as const, 'maximum' as const),
  amount: fc.integer({ min: 1, max: 14 }),
  opened: fc.constantFrom(true, false, false),
  more: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, -1, 1, 2),
  turned: fc.constantFrom(false, false, false, false, false, false, false, true),
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Tells a bid as it would come out on one of the lots there may be, give or take the slip; nothing when refused. */
function tellOne(possible: Possible, { pick, more, turned, ...wished }: Step): Told | undefined {
  const supposed = possible[pick % possible.length];
  const lot = supposed?.lots[pick % supposed.lots.length];
  if (supposed === undefined || lot === undefined) return undefined;
  const asked = { ...wished, outcome: 'leading', price: 0 } as const;
  const bid = bidOf(asked, wished.amount);
  const decision = decideBid(lot, supposed.rules, bid, bidder(wished.paddle), epochMs(1_010_000));
  // A bid that would be refused is told now and then, as if it had led and moved nothing.
  if (decision.kind === 'refused') {
    const standing = 'priceCents' in lot ? lot.priceCents : undefined;
    return turned && standing !== undefined ? { ...asked, price: standing } : undefined;
  }
  const next = changed(lot, ...decision.events);
  const price = 'priceCents' in next ? (next.priceCents ?? 0) : 0;
  const other = decision.outcome === 'leading' ? 'outbid' : 'leading';
  return { ...wished, outcome: turned ? other : decision.outcome, price: Math.max(1, price + more) };
}

it('[B5] [B6] [B7] [C7] prices are accepted exactly when some reserve and some ceilings come to them', () => {
  const seen = { accepted: 0, rejected: 0 };
  fc.assert(
    fc.property(
      anyRules,
      fc.boolean(),
      fc.array(step, { maxLength: 8 }),
      fc.constantFrom<End>('sold', 'passed', 'open'),
      (rules, hasReserve, steps, end) => {
        let possible = atFirst(rules, hasReserve);
        const bids: Told[] = [];
        for (const one of steps) {
          const told = tellOne(possible, one);
          if (told === undefined) continue;
          bids.push(told);
          possible = afterBid(possible, told);
        }
        const { problems } = verifyHistory({ history: historyOf(rules, hasReserve, bids, end) });
        const wrong = problems.filter(({ rule }) => rule !== 'opening' && rule !== 'L4');
        const can = canEnd(possible, bids, end);
        expect(wrong.length === 0, JSON.stringify({ bids, end, can, wrong })).toBe(can);
        seen[can ? 'accepted' : 'rejected'] += 1;
      },
    ),
    { numRuns: 800 },
  );
  expect(Math.min(seen.accepted, seen.rejected)).toBeGreaterThan(80);
});
