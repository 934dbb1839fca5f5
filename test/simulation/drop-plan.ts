import type { NewDrop, NewLot } from '@gaveldrop/protocol';
import {
  type Cents,
  cents,
  type DurationMs,
  durationMs,
  type LotId,
  limits,
  type SellerId,
  type UserId,
} from '@gaveldrop/units';
import type { Choices } from './choices.ts';
import type { Theme } from './theme.ts';

/** One person who bids, and what is particular about them. */
export type PlannedBidder = {
  readonly userId: UserId;
  readonly limitCents: Cents | undefined;
  readonly sellerId: SellerId | undefined;
  readonly phones: number;
};

/** What is sold by whom to whom; chosen so that rules meet one another within seconds. */
export type DropPlan = {
  readonly theme: Theme;
  readonly shardCount: number;
  /** Connections that a shard is meant for; few on some seeds, so that shards are added while the drop runs. */
  readonly shardConnectionsMax: number;
  readonly drop: NewDrop;
  readonly lots: readonly (NewLot & { readonly lotId: LotId })[];
  readonly bidders: readonly PlannedBidder[];
  /** Amounts that several bidders think of: equal and nearly equal maxima are where orders matter. */
  readonly amounts: readonly Cents[];
  /** When, after a lot has opened, many tap at once. */
  readonly rushesMs: readonly number[];
};

export const auctioneerId = 'auctioneer' as UserId;
export const sellerIds = ['seller-1', 'seller-2'] as UserId[];

const orNothing = <T>(choices: Choices, share: number, make: () => T): T | undefined =>
  choices.happens(share) ? make() : undefined;

function extension(choices: Choices): NewDrop['closing']['extension'] {
  if (choices.happens(0.2)) return { mode: 'none' };
  const ms = (...of: [number, number]): DurationMs => durationMs(choices.whole(...of));
  const amountMs = ms(200, 2_500);
  return {
    mode: choices.pick(['reset', 'add']),
    windowMs: ms(300, 3_000),
    amountMs,
    shrinkBp: orNothing(choices, 0.5, () => choices.pick([10_000, 9_000, 5_000, 2_000])),
    minAmountMs: orNothing(choices, 0.4, () => ms(0, amountMs)),
    capMs: orNothing(choices, 0.5, () => ms(0, 6_000)),
  };
}

const terms = (choices: Choices, affiliate: boolean): NewDrop['terms'] =>
  ({
    commission: {
      bands: [
        { fromCents: 0, rateBp: choices.whole(0, 2_000) },
        { fromCents: 1_500, rateBp: choices.whole(0, 1_500) },
      ],
      ...(choices.happens(0.3) ? { minimumCents: choices.whole(0, 300) } : {}),
      ...(choices.happens(0.3) ? { fixedCents: choices.whole(0, 100) } : {}),
      ...(choices.happens(0.3) ? { byCategory: { cards: [{ fromCents: 0, rateBp: 777 }] } } : {}),
    },
    ...(choices.happens(0.6)
      ? { buyersPremium: { bands: [{ fromCents: 0, rateBp: choices.whole(0, 2_500) }], fixedCents: 25 } }
      : {}),
    processing: {
      rateBp: choices.whole(0, 400),
      fixedCents: choices.whole(0, 50),
      base: choices.pick(['hammer', 'order-total']),
    },
    ...(affiliate ? { affiliate: { rateBp: choices.whole(0, 500) } } : {}),
  }) as unknown as NewDrop['terms'];

/** The drop of a seed. Ids come from `makeId`. */
export function dropPlan(choices: Choices, theme: Theme, makeId: () => string): DropPlan {
  const startPrice = choices.pick([1, 500, 1_000]);
  const step = choices.pick([1, 50, 100]);
  const affiliate = choices.happens(0.3);
  const shards = choices.split('shards');
  const bidders = Array.from(
    { length: choices.whole(2, choices.happens(0.2) ? theme.biddersMax + 3 : theme.biddersMax) },
    (_, nth): PlannedBidder => ({
      userId: `bidder-${nth + 1}` as UserId,
      limitCents: orNothing(choices, 0.1, () => cents(startPrice + step * choices.whole(1, 6))),
      sellerId: orNothing(choices, 0.06, () => choices.pick(sellerIds)),
      phones: choices.happens(0.1) ? 2 : 1,
    }),
  );
  const lots = Array.from({ length: choices.whole(1, 3) }, (_, nth) => ({
    lotId: makeId() as LotId,
    title: `Lot ${nth + 1}`,
    sellerId: choices.happens(0.06) ? (bidders[0]?.userId ?? auctioneerId) : choices.pick(sellerIds),
    startPriceCents: cents(startPrice),
    reserveCents: orNothing(choices, 0.4, () => cents(startPrice + step * choices.whole(0, 8))),
    category: orNothing(choices, 0.3, () => 'cards'),
    shippingCents: orNothing(choices, 0.3, () => cents(choices.whole(0, 900))),
    affiliateId: affiliate ? orNothing(choices, 0.5, () => 'affiliate-1' as UserId) : undefined,
  }));
  return {
    theme,
    shardCount: choices.whole(1, 2),
    shardConnectionsMax: shards.happens(0.4) ? shards.whole(2, 5) : limits.shardConnectionsMax,
    drop: {
      dropId: makeId() as NonNullable<NewDrop['dropId']>,
      title: 'A simulated drop',
      currency: 'EUR',
      ladder: [
        { fromCents: cents(0), incrementCents: cents(step) },
        ...(choices.happens(0.4)
          ? [{ fromCents: cents(startPrice + step * 5), incrementCents: cents(step * 2) }]
          : []),
      ],
      closing: {
        durationMs: orNothing(choices, 0.88, () => durationMs(choices.whole(1_000, 5_000))),
        extension: extension(choices),
        climaxMs: durationMs(2_000),
        fairWarningMs: durationMs(choices.whole(3_000, 4_000)),
      },
      terms: terms(choices, affiliate),
      lotsOpenMax: choices.whole(1, 3),
    },
    lots,
    bidders,
    rushesMs: Array.from({ length: choices.whole(theme.rushesMin, theme.rushesMin + 2) }, () =>
      choices.whole(100, 3_500),
    ),
    amounts: Array.from({ length: choices.whole(3, 6) }, () =>
      cents(startPrice + step * choices.whole(1, 12) + choices.pick([0, 0, 0, 1])),
    ),
  };
}
