import { applyLotChange, type Lot } from '@gaveldrop/bidding';
import type { HistoryEntry } from '@gaveldrop/saleroom';
import { assert, durationMs, sequence } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { aBurstOfMaxima, type ContendedLot, theLastFiveSeconds } from './last-five-seconds.ts';
import { requestsPerAnswer, sum } from './requests-per-answer.ts';
import type { Answered } from './warm-instances.ts';

/** What a lot of a start price of 1,000 in steps of 100 asks for. */
const asking = (lot: Lot): number | undefined => {
  if (lot.status !== 'open') return undefined;
  return lot.priceCents === undefined ? 1_000 : lot.priceCents + 100;
};

/** Accepted bids in the order of their commits, from the lot's own history. */
const acceptances = (entries: readonly HistoryEntry[]) =>
  entries.flatMap((entry) =>
    entry.events.flatMap((event) =>
      event.type === 'BidAccepted' ? [{ ...event, sequence: entry.sequence }] : [],
    ),
  );

/** Nobody is told anything but what happened: each acceptance is in the history once, each refusal is true of its state. */
function nobodyIsMisled(
  { answered }: ContendedLot,
  states: readonly Lot[],
  entries: readonly HistoryEntry[],
) {
  const told = answered.flatMap(({ answer, bid, paddle }) =>
    answer.outcome === 'leading' || answer.outcome === 'outbid'
      ? [{ bidId: bid.bidId, paddle, amount: bid.amountCents, outcome: answer.outcome, at: answer.sequence }]
      : [],
  );
  const kept = acceptances(entries).map(({ bidId, paddleNumber, amountCents, outcome, sequence: at }) => ({
    ...{ bidId, paddle: paddleNumber, amount: amountCents, outcome, at },
  }));
  told.sort((one, other) => Number(one.at) - Number(other.at));
  expect(kept.filter(({ paddle }) => paddle <= 200)).toEqual(told);

  for (const { answer, bid, paddle } of answered) {
    if (answer.outcome !== 'refused') continue;
    const lot = states[Number(answer.sequence) - 1];
    assert(lot?.status === 'open', 'it is refused on a state that was');
    const leads = lot.leader?.paddleNumber === paddle;
    const reason = leads
      ? bid.kind === 'exact'
        ? 'already-leading'
        : 'maximum-not-raised'
      : 'below-asking-price';
    expect(answer).toMatchObject({ code: reason, askingPriceCents: asking(lot) });
    if (!leads) expect(bid.amountCents).toBeLessThan(asking(lot) ?? 0);
    if (leads && bid.kind === 'maximum')
      expect(bid.amountCents).toBeLessThanOrEqual(lot.leader?.ceilingCents ?? 0);
  }
}

/** A copy may refuse a bid that is too low on a lot that is open and that another leads, when it is a second old at most. */
const copyMayRefuse = ({ copy, copyAgeMs, bid, paddle }: Answered): boolean =>
  copy?.lot.status === 'open' &&
  copyAgeMs <= 1_000 &&
  copy.lot.leader !== undefined &&
  copy.lot.leader.paddleNumber !== paddle &&
  bid.amountCents < (asking(copy.lot) ?? 0);

/** What each answer cost is what the table of reads and writes says. */
function costsAreAsCounted({ answered }: ContendedLot): void {
  for (const one of answered) {
    const { answer, counts, cold, copyAgeMs, copy } = one;
    const said = `${answer.code ?? answer.outcome} ${JSON.stringify(counts)}`;
    // Decision 2, both ways: what a copy may refuse costs nothing, and nothing else is free.
    expect(sum(counts) === 0, said).toBe(copyMayRefuse(one));
    if (sum(counts) === 0) expect(answer.code).toBe('below-asking-price');
    const reads = counts['GetItem Lots'] ?? 0;
    const writes = counts['UpdateItem Lots'] ?? 0;
    const accepted = answer.outcome !== 'refused';
    // A cold function reads the rules, once; nothing is ever looked for in the history of a first sending.
    expect(counts['GetItem Records'] ?? 0, said).toBe(cold ? 1 : 0);
    expect(sum(counts), said).toBe(reads + writes + (cold ? 1 : 0));
    // The lot is read at most once: a lost write brings the lot along.
    expect(reads, said).toBeLessThanOrEqual(1);
    if (accepted) expect(writes, said).toBeGreaterThanOrEqual(1);
    if (accepted && copy !== undefined && copyAgeMs <= 200) expect(reads, said).toBe(0);
    if (accepted && (copy === undefined || copyAgeMs > 200)) expect(reads, said).toBe(1);
    if (!accepted && sum(counts) > 0) expect(reads + writes, said).toBeGreaterThanOrEqual(1);
    expect(writes, said).toBeLessThanOrEqual(16);
  }
}

/** The lot is what its history says it is, and belongs to who bid the most, the first of equals. */
function theLotIsItsHistory(lot: Lot, states: readonly Lot[], entries: readonly HistoryEntry[]): void {
  expect(entries.map((entry) => entry.sequence)).toEqual(states.map((_, at) => at + 1));
  const [first, ...rest] = entries;
  assert(first !== undefined && states[0] !== undefined, 'a history begins');
  const folded = rest.reduce<Lot>((before, entry) => {
    expect(entry.previousHash).toBe(before.chainHead);
    const head = states[entry.sequence - 1]?.chainHead;
    assert(head !== undefined, 'every entry is a state');
    return applyLotChange(before, entry, head);
  }, states[0]);
  expect(folded).toEqual(lot);
  const prices = states.flatMap((state) => ('priceCents' in state ? [state.priceCents ?? 0] : []));
  expect(prices).toEqual([...prices].sort((one, other) => one - other));

  const bids = acceptances(entries);
  const highest = Math.max(...bids.map(({ amountCents }) => amountCents));
  expect(lot).toMatchObject({
    status: 'sold',
    buyerPaddle: bids.find(({ amountCents }) => amountCents === highest)?.paddleNumber,
  });
}

async function everythingHolds(contended: ContendedLot): Promise<void> {
  const { room, lotId, answered } = contended;
  const states = await room.states(lotId);
  await room.record(lotId);
  const entries = await room.patient.history.entries(lotId, sequence(0), 10_000);
  const outcomes = new Set(answered.map(({ answer }) => answer.code ?? answer.outcome));
  expect([...outcomes].filter((outcome) => outcome === 'busy' || outcome === 'unknown')).toEqual([]);
  nobodyIsMisled(contended, states, entries);
  costsAreAsCounted(contended);
  theLotIsItsHistory(await room.lot(lotId), states, entries);
}

describe('[data] two hundred bidders on one lot in its last five seconds', () => {
  const reset = { mode: 'reset', windowMs: durationMs(10_000), amountMs: durationMs(10_000) } as const;
  test.each([
    { what: 'a close that stands', extension: { mode: 'none' } as const },
    { what: 'a close that late bids move', extension: reset },
  ])(
    '$what: all answered, nobody busy, the losers mostly without a request',
    async ({ what, extension }) => {
      const contended = await theLastFiveSeconds(extension, 1);
      const { answered, instances } = contended;
      console.log(`${what}, ${instances.started()} instances\n${requestsPerAnswer(answered)}`);
      expect(answered).toHaveLength(1_000);
      await everythingHolds(contended);
      const free = answered.filter(({ counts }) => sum(counts) === 0).length;
      expect(free).toBeGreaterThan(700);
      expect(answered.reduce((all, { counts }) => all + sum(counts), 0)).toBeLessThan(300);
      expect(Math.max(...answered.map(({ tookMs }) => tookMs))).toBeLessThan(1_000);
    },
    120_000,
  );

  test('different maxima, all at once: all answered, nobody busy', async () => {
    const contended = await aBurstOfMaxima(1);
    const { answered, instances } = contended;
    console.log(`a burst of maxima, ${instances.started()} instances\n${requestsPerAnswer(answered)}`);
    expect(answered).toHaveLength(200);
    await everythingHolds(contended);
  }, 120_000);
});
