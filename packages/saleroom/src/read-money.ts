import type { NetAtPrice } from '@gaveldrop/protocol';
import { netAtPrice, type Statement, sellerAccount, statementOf, type Transfer } from '@gaveldrop/settlement';
import type { Cents, DropId, LotId, SellerId } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import { type Person, runs } from './person.ts';
import type { Clock } from './ports/clock.ts';
import type { Drop, DropStore } from './ports/drop-store.ts';
import type { Ledger } from './ports/ledger.ts';
import type { LotStore } from './ports/lot-store.ts';
import { done, type Outcome, refuse } from './refusal.ts';

export type MoneyPorts = {
  readonly clock: Clock;
  readonly lots: Pick<LotStore, 'read'>;
  readonly drops: Pick<DropStore, 'read'>;
  readonly agreements: Agreements;
  readonly ledger: Pick<Ledger, 'transfersOf'>;
};

const notThisSeller = () =>
  refuse('not-this-seller', 'only the seller and an auctioneer of the drop may read that');

/** What a price would bring a lot's seller, line by line, by the terms the lot keeps. [M7] */
export async function readNetAtPrice(
  ports: MoneyPorts,
  person: Person,
  lotId: LotId,
  priceCents: Cents,
): Promise<Outcome<NetAtPrice>> {
  const lot = await ports.lots.read(lotId);
  if (lot === undefined) return refuse('lot-unknown', 'there is no such lot', 'lotId');
  const [agreement, drop] = await Promise.all([
    ports.agreements.of(lot.rulesId),
    ports.drops.read(lot.dropId),
  ]);
  const { rules, terms, category, shippingCents, affiliateId, currency, termsVersion } = agreement;
  if (rules.sellerId !== person.userId && (drop === undefined || !runs(person, drop))) return notThisSeller();
  const order = {
    hammerPriceCents: priceCents,
    category,
    shippingCents,
    affiliate: affiliateId !== undefined,
  };
  return done({ currency, termsVersion, ...netAtPrice(terms, order) });
}

/** The drops in which a seller's account has moved, oldest first, with the transfers of each. */
async function accountByDrop(ports: MoneyPorts, sellerId: SellerId) {
  const transfers = await ports.ledger.transfersOf(sellerAccount(sellerId));
  const byDrop = new Map<DropId, Transfer[]>();
  for (const transfer of transfers)
    byDrop.set(transfer.dropId, [...(byDrop.get(transfer.dropId) ?? []), transfer]);
  return byDrop;
}

const mayRead = (person: Person, sellerId: SellerId, drop: Drop | undefined): boolean =>
  person.userId === sellerId || (drop !== undefined && runs(person, drop));

/** The statements a seller has: one for each drop in which a lot of theirs was sold. */
export async function listStatements(ports: MoneyPorts, person: Person, sellerId: SellerId) {
  if (person.userId !== sellerId && !person.auctioneer) return notThisSeller();
  const byDrop = await accountByDrop(ports, sellerId);
  const drops = await Promise.all([...byDrop.keys()].map((dropId) => ports.drops.read(dropId)));
  const readable = drops.filter((drop) => drop !== undefined && mayRead(person, sellerId, drop));
  return done({
    statements: readable.flatMap((drop) =>
      drop === undefined ? [] : [{ statementId: drop.dropId, dropId: drop.dropId, dropTitle: drop.title }],
    ),
  });
}

/**
 * A seller's statement of one drop: a reading of transfers. [M10]
 * Drops follow one another by their ids, which are in the order they were created: what earlier ones left, in the same
 * currency, opens this one.
 */
export async function readStatement(
  ports: MoneyPorts,
  person: Person,
  sellerId: SellerId,
  statementId: DropId,
): Promise<Outcome<Statement>> {
  const drop = await ports.drops.read(statementId);
  if (!mayRead(person, sellerId, drop)) return notThisSeller();
  const byDrop = await accountByDrop(ports, sellerId);
  const transfers = byDrop.get(statementId);
  if (drop === undefined || transfers === undefined)
    return refuse('statement-unknown', 'there is no such statement', 'statementId');
  const { dropId, title, currency } = drop;
  const earlier = [...byDrop].filter(([id]) => id < statementId).flatMap(([, all]) => all);
  const openingTransfers = earlier.filter((transfer) => transfer.currency === currency);
  const issuedAtMs = ports.clock.nowMs();
  return done(
    statementOf({ sellerId, drop: { dropId, title, currency }, openingTransfers, transfers, issuedAtMs }),
  );
}
