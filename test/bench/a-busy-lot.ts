import {
  applyLotChange,
  type Bid,
  type Bidder,
  decideBid,
  decideCommand,
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
  type EpochMs,
  epochMs,
  type LotId,
  lotNumber,
  paddleNumber,
  type RulesId,
  type UserId,
} from '@gaveldrop/units';

/** An id that ends in a number; there is no chance in what is measured. */
export const idOf = <Id extends string>(last: number): Id =>
  bytesToUlid(Uint8Array.of(1, 144, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last >> 8, last & 255)) as Id;

/** When the busy lot opens unless it is said otherwise. */
const usuallyOpenedAtMs = epochMs(1_800_000_000_000);
export const busyDropId = idOf<DropId>(1);
const someHead = '7'.repeat(64) as ChainHash;

/** Rules as a drop of cards has them: five bands, a reserve, a climax that converges under a cap. */
export const busyRules: LotRules = {
  rulesId: idOf<RulesId>(2),
  sellerId: 'sam' as UserId,
  startPriceCents: cents(1_000),
  reserveCents: cents(15_000),
  ladder: [
    [0, 100],
    [5_000, 250],
    [10_000, 500],
    [25_000, 1_000],
    [100_000, 5_000],
  ].map(([from = 0, increment = 0]) => ({ fromCents: cents(from), incrementCents: cents(increment) })),
  closing: {
    durationMs: durationMs(60_000),
    extension: {
      mode: 'reset',
      windowMs: durationMs(10_000),
      amountMs: durationMs(10_000),
      capMs: durationMs(300_000),
    },
  },
};

const bidderOf = (paddle: number): Bidder => ({
  dropId: busyDropId,
  paddleNumber: paddleNumber(paddle),
  limitCents: cents(500_000),
  sellerIds: ['someone' as UserId],
});

/** One bid as it comes in, with who sends it. */
export type Incoming = { readonly bid: Bid; readonly bidder: Bidder; readonly receivedAtMs: EpochMs };

const incoming = (
  id: number,
  paddle: number,
  amount: number,
  kind: Bid['kind'],
  afterMs: number,
): Incoming => ({
  bid: { bidId: idOf<BidId>(100 + id), amountCents: cents(amount), kind },
  bidder: bidderOf(paddle),
  receivedAtMs: epochMs(usuallyOpenedAtMs + afterMs),
});

export type BusyLotChoices = {
  readonly lotId: LotId;
  readonly rules: LotRules;
  readonly openedAtMs: EpochMs;
};

/** An open lot after a dozen bids, 53 s after it opened, with two paddles suspended: paddle 9 leads at 16,500 with a maximum of 20,000. */
export function aBusyLot({
  lotId = idOf<LotId>(3),
  rules = busyRules,
  openedAtMs = usuallyOpenedAtMs,
}: Partial<BusyLotChoices> = {}): OpenLot {
  const changed = (lot: ScheduledLot | OpenLot, events: readonly LotEvent[]): OpenLot => {
    const next = applyLotChange(lot, nextChange(lot, openedAtMs, events), someHead);
    assert(next.status === 'open', 'a busy lot is open');
    return next;
  };
  const scheduled = scheduledLot(lotId, busyDropId, lotNumber(7), rules.rulesId, openedAtMs, someHead);
  const suspendedPaddles = [41, 42].map(paddleNumber);
  const open = { command: 'open', commandId: idOf<CommandId>(4), suspendedPaddles } as const;
  const opening = decideCommand(scheduled, rules, open, openedAtMs, openedAtMs);
  assert(opening.kind === 'done', 'a scheduled lot opens');
  const bids = [
    ...[1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 10_000].map((amount, at) =>
      incoming(at, 1 + (at % 3), amount, 'exact', 1_000 * at),
    ),
    incoming(20, 9, 20_000, 'maximum', 52_000),
    incoming(21, 3, 16_000, 'exact', 53_000),
  ];
  return bids.reduce(
    (lot, { bid, bidder, receivedAtMs }) => {
      const stampMs = epochMs(receivedAtMs - usuallyOpenedAtMs + openedAtMs);
      const decision = decideBid(lot, rules, bid, bidder, stampMs);
      assert(decision.kind === 'accepted', `the lot's own bids are accepted: ${JSON.stringify(decision)}`);
      return changed(lot, decision.events);
    },
    changed(scheduled, opening.events),
  );
}

/** What comes in on that lot in its climax: of ten bids three are accepted, and the refused are mostly too low. */
export const busyBids: readonly Incoming[] = [
  incoming(30, 1, 15_500, 'exact', 55_000),
  incoming(31, 2, 16_000, 'exact', 55_000),
  incoming(32, 4, 17_000, 'exact', 55_100),
  incoming(33, 5, 13_000, 'maximum', 55_100),
  incoming(34, 6, 21_000, 'exact', 55_200),
  incoming(35, 9, 18_000, 'maximum', 55_300),
  incoming(36, 7, 40_000, 'maximum', 55_400),
  incoming(37, 41, 22_000, 'exact', 55_500),
  incoming(38, 8, 16_100, 'exact', 55_600),
  incoming(39, 2, 30_000, 'exact', 90_000),
];
