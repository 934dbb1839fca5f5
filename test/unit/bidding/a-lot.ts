import {
  applyLotChange,
  type BidAcceptance,
  type BidDecision,
  type BidKind,
  type BidRefusal,
  type ClosingPolicy,
  decideBid,
  decideCommand,
  decideHammer,
  type Extension,
  type IncrementLadder,
  type Lot,
  type LotCommand,
  type LotEvent,
  type LotRules,
  nextChange,
  type OpenLot,
  type ScheduledLot,
  scheduledLot,
} from '@gaveldrop/bidding';
import {
  assert,
  type BidId,
  bytesToUlid,
  type ChainHash,
  type CommandId,
  cents,
  type DropId,
  durationMs,
  epochMs,
  type LotId,
  lotNumber,
  type PaddleNumber,
  paddleNumber,
  type RulesId,
  type UserId,
} from '@gaveldrop/units';

/** A ULID that ends in a number. */
export const ulidOf = (last: number): string =>
  bytesToUlid(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last >> 8, last & 255));

export const dropId = ulidOf(1) as DropId;
export const otherDropId = ulidOf(2) as DropId;
export const lotId = ulidOf(3) as LotId;
export const rulesId = ulidOf(4) as RulesId;
export const sellerId = 'seller-ada' as UserId;
export const commandId = ulidOf(5) as CommandId;

/** The head of a chain that nobody looks at here: the rules hash nothing. */
export const someHead = '5'.repeat(64) as ChainHash;

/** When lots of these tests open, by every clock. */
export const openedAtMs = epochMs(1_000_000);
/** Their first close: a minute later. */
export const closesAtMs = epochMs(1_060_000);

/** Bands written as pairs of a price and the increment from there up. */
export const ladderOf = (...bands: readonly (readonly [number, number])[]): IncrementLadder =>
  bands.map(([from, increment]) => ({ fromCents: cents(from), incrementCents: cents(increment) }));

/** A reset to 10 s in the last 10 s, unless a test says otherwise. */
export const extending = (some: Partial<Record<string, number>> = {}, mode: 'reset' | 'add' = 'reset') =>
  ({ mode, windowMs: 10_000, amountMs: 10_000, ...some }) as unknown as Extension;

export const closingOf = (extension: Extension, some: Partial<ClosingPolicy> = {}): ClosingPolicy => ({
  durationMs: durationMs(60_000),
  extension,
  ...some,
});

/** Starts at 1,000, steps of 100, a minute, a reset to 10 s in the last 10 s, no reserve. */
export const plainRules: LotRules = {
  rulesId,
  sellerId,
  startPriceCents: cents(1_000),
  ladder: ladderOf([0, 100]),
  closing: closingOf(extending()),
};

export const rulesWith = (some: Partial<LotRules>): LotRules => ({ ...plainRules, ...some });
export const withReserve = (reserve: number): LotRules => rulesWith({ reserveCents: cents(reserve) });
export const withClosing = (closing: ClosingPolicy): LotRules => rulesWith({ closing });
/** A lot that ends only by the hammer command. */
export const withoutClock: LotRules = withClosing({ extension: extending({ capMs: 30_000 }) });

export const aScheduledLot = (): ScheduledLot =>
  scheduledLot(lotId, dropId, lotNumber(1), rulesId, epochMs(900_000), someHead);

/** The lot after these events, committed as one change. */
export const changed = (lot: Lot, ...events: readonly LotEvent[]): Lot =>
  applyLotChange(lot, nextChange(lot, openedAtMs, events), someHead);

function assertOpen(lot: Lot): OpenLot {
  assert(lot.status === 'open', `an open lot was expected, not a ${lot.status} one`);
  return lot;
}

export const decided = (lot: Lot, rules: LotRules, command: LotCommand, atMs: number, nowMs = atMs) =>
  decideCommand(lot, rules, command, epochMs(atMs), epochMs(nowMs));

/** The lot after a command that is done. */
export function commanded(lot: Lot, rules: LotRules, command: LotCommand, atMs: number, nowMs = atMs): Lot {
  const decision = decided(lot, rules, command, atMs, nowMs);
  assert(decision.kind === 'done', `${command.command} was refused`);
  return decision.events.length === 0 ? lot : changed(lot, ...decision.events);
}

export const anOpenLot = (rules: LotRules = plainRules, suspended: readonly number[] = []): OpenLot =>
  assertOpen(
    commanded(
      aScheduledLot(),
      rules,
      { command: 'open', commandId, suspendedPaddles: suspended.map(paddleNumber) },
      openedAtMs,
    ),
  );

/** A bid in a test's own words; received ten seconds after opening unless it says otherwise. */
export type Sent = {
  readonly paddle: number | undefined;
  readonly amount: number;
  readonly kind: BidKind;
  readonly atMs?: number;
  readonly limit?: number;
  readonly sellers?: readonly string[];
  readonly drop?: DropId;
  readonly id?: number;
};

export const exact = (paddle: number | undefined, amount: number, some: Partial<Sent> = {}): Sent => ({
  ...{ paddle, amount, kind: 'exact' },
  ...some,
});
export const maximum = (paddle: number | undefined, amount: number, some: Partial<Sent> = {}): Sent => ({
  ...{ paddle, amount, kind: 'maximum' },
  ...some,
});

export function bidOn(lot: Lot | undefined, rules: LotRules | undefined, sent: Sent): BidDecision {
  const bid = {
    bidId: ulidOf(sent.id ?? 1_000 + (lot?.sequence ?? 0)) as BidId,
    amountCents: cents(sent.amount),
    kind: sent.kind,
  };
  const bidder = {
    dropId: sent.drop ?? dropId,
    paddleNumber: sent.paddle === undefined ? undefined : paddleNumber(sent.paddle),
    limitCents: sent.limit === undefined ? undefined : cents(sent.limit),
    sellerIds: (sent.sellers ?? []) as readonly UserId[],
  };
  return decideBid(lot, rules, bid, bidder, epochMs(sent.atMs ?? 1_010_000));
}

export function refusal(lot: Lot | undefined, rules: LotRules | undefined, sent: Sent): BidRefusal {
  const decision = bidOn(lot, rules, sent);
  assert(decision.kind === 'refused', `the bid was accepted: ${decision.kind}`);
  return decision;
}

export function acceptance(lot: Lot, rules: LotRules, sent: Sent): BidAcceptance {
  const decision = bidOn(lot, rules, sent);
  assert(decision.kind === 'accepted', `the bid was refused: ${JSON.stringify(decision)}`);
  return decision;
}

/** The open lot after these bids, each of which must be accepted. */
export const afterBids = (lot: Lot, rules: LotRules, ...sent: readonly Sent[]): OpenLot =>
  sent.reduce<OpenLot>(
    (seen, bid) => assertOpen(changed(seen, ...acceptance(seen, rules, bid).events)),
    assertOpen(lot),
  );

/** What the bids came to, as a row to compare: outcome of the last, price, leader, its ceiling. */
export function standing(rules: LotRules, ...sent: readonly Sent[]) {
  const earlier = afterBids(anOpenLot(rules), rules, ...sent.slice(0, -1));
  const last = sent.at(-1);
  assert(last !== undefined, 'a bid is needed');
  const { outcome, events } = acceptance(earlier, rules, last);
  const lot = assertOpen(changed(earlier, ...events));
  return {
    outcome,
    price: lot.priceCents,
    leader: lot.leader?.paddleNumber,
    ceiling: lot.leader?.ceilingCents,
    underbidder: lot.underbidder?.paddleNumber,
    bids: lot.bidCount,
  };
}

/** The final lot after the hammer. */
export function hammered(lot: Lot, rules: LotRules, nowMs: number): Lot {
  const decision = decideHammer(lot, rules, epochMs(nowMs));
  assert(decision.kind === 'falls', `the hammer does not fall: ${decision.kind}`);
  return changed(lot, ...decision.events);
}

export const paddles = (...numbers: readonly number[]): PaddleNumber[] => numbers.map(paddleNumber);
