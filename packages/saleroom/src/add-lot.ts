import type { LotRules } from '@gaveldrop/bidding';
import type { LotCorrection, NewLot, PublicCatalogueEntry } from '@gaveldrop/protocol';
import { cents, type DropId, type LotId, limits, type RulesId } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import { type Person, runs } from './person.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import type { Digest } from './ports/digest.ts';
import type { CatalogueEntry, Drop, DropStore } from './ports/drop-store.ts';
import type { Keys } from './ports/keys.ts';
import type { LotStore } from './ports/lot-store.ts';
import type { LotAgreement, RulesStore } from './ports/rules-store.ts';
import { done, dropUnknown, lotUnknown, notAuctioneer, type Outcome, refuse } from './refusal.ts';
import { sealedChange, sealedLot } from './sealed-change.ts';

export type CataloguePorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly digest: Digest;
  readonly keys: Keys;
  readonly drops: DropStore;
  readonly lots: Pick<LotStore, 'read' | 'create' | 'commit'>;
  readonly rules: RulesStore;
  readonly agreements: Agreements;
};

/** The entry without its absent values. */
const present = <T extends object>(entry: T): T =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as T;

/** An entry as anyone may read it. */
export const publicEntry = ({ dropId: _, affiliateId: __, ...entry }: CatalogueEntry): PublicCatalogueEntry =>
  present(entry) as PublicCatalogueEntry;

type Described = Omit<NewLot, 'lotId'>;

function agreementFor(drop: Drop, rulesId: RulesId, lot: Described): LotAgreement {
  const rules: LotRules = {
    rulesId,
    sellerId: lot.sellerId,
    startPriceCents: lot.startPriceCents,
    reserveCents: lot.reserveCents,
    ladder: drop.ladder,
    closing: drop.closing,
  };
  return {
    rules,
    terms: drop.terms,
    termsVersion: drop.termsVersion,
    currency: drop.currency,
    lotTitle: lot.title,
    category: lot.category,
    shippingCents: lot.shippingCents ?? cents(0),
    affiliateId: lot.affiliateId,
  };
}

/** What a lot's agreement is sealed with: the keys only if there is a reserve to commit to. */
const veilFor = async ({ digest, keys }: CataloguePorts, rules: LotRules) => ({
  ...{ digest, rules },
  keys: rules.reserveCents === undefined ? undefined : await keys.load(),
});

const entryFor = (
  drop: Drop,
  place: Pick<CatalogueEntry, 'lotId' | 'number'>,
  lot: Described,
): CatalogueEntry => ({
  dropId: drop.dropId,
  ...place,
  title: lot.title,
  description: lot.description,
  pictures: lot.pictures ?? [],
  sellerId: lot.sellerId,
  startPriceCents: lot.startPriceCents,
  estimateLowCents: lot.estimateLowCents,
  estimateHighCents: lot.estimateHighCents,
  category: lot.category,
  shippingCents: lot.shippingCents ?? cents(0),
  affiliateId: lot.affiliateId,
});

function wrongIn(drop: Drop, lot: Described): { field: string; problem: string } | undefined {
  const { reserveCents, startPriceCents, estimateLowCents, estimateHighCents, affiliateId } = lot;
  if (reserveCents !== undefined && reserveCents < startPriceCents)
    return { field: 'reserveCents', problem: 'must not be below startPriceCents' };
  if (estimateHighCents !== undefined && estimateHighCents < (estimateLowCents ?? 0))
    return { field: 'estimateHighCents', problem: 'must not be below estimateLowCents' };
  if (affiliateId !== undefined && drop.terms.affiliate === undefined)
    return { field: 'affiliateId', problem: 'is given, but the terms of this drop have no affiliate share' };
  return undefined;
}

/**
 * Enters a lot in its drop's catalogue. The agreement is written first, then the lot, then the entry: whatever fails,
 * the same `lotId` again completes it and changes nothing twice.
 */
export async function addLot(
  ports: CataloguePorts,
  person: Person,
  dropId: DropId,
  asked: NewLot,
): Promise<Outcome<PublicCatalogueEntry>> {
  const drop = await ports.drops.read(dropId);
  if (drop === undefined) return dropUnknown();
  if (!runs(person, drop)) return notAuctioneer();
  const wrong = wrongIn(drop, asked);
  if (wrong !== undefined) return refuse('invalid-field', `${wrong.field} ${wrong.problem}`, wrong.field);
  const lotId = asked.lotId ?? (ports.chance.ulid() as LotId);
  const there = await ports.lots.read(lotId);
  if (there !== undefined && there.dropId !== dropId)
    return refuse('lot-exists', 'a lot of another drop has this id', 'lotId');
  if (there === undefined && drop.lotCount >= limits.lotsPerDropMax)
    return refuse('lots-max', `a drop may have at most ${limits.lotsPerDropMax} lots`);
  const number = there?.number ?? (await ports.drops.reserveLotNumber(dropId, lotId));
  if (number === undefined) return dropUnknown();
  const entered = there === undefined ? undefined : await ports.drops.readEntry(dropId, number);
  if (entered !== undefined) return done(publicEntry(entered));
  if (there === undefined) {
    const rulesId = ports.chance.ulid() as RulesId;
    const agreement = agreementFor(drop, rulesId, asked);
    const veil = await veilFor(ports, agreement.rules);
    await ports.rules.write(agreement);
    await ports.lots.create(sealedLot(veil, { lotId, dropId, number }, ports.clock.nowMs()));
  }
  const entry = entryFor(drop, { lotId, number }, asked);
  await ports.drops.writeEntry(entry);
  return done(publicEntry(entry));
}

/**
 * Corrects a scheduled lot: a new version of the agreement, then the lot that names it, then the entry.
 * Refused once the lot has opened: what was agreed before the first bid stands. [M7]
 */
export async function correctLot(
  ports: CataloguePorts,
  person: Person,
  dropId: DropId,
  lotId: LotId,
  correction: LotCorrection,
): Promise<Outcome<PublicCatalogueEntry>> {
  const [drop, lot] = await Promise.all([ports.drops.read(dropId), ports.lots.read(lotId)]);
  if (drop === undefined) return dropUnknown();
  if (!runs(person, drop)) return notAuctioneer();
  const entry = lot === undefined ? undefined : await ports.drops.readEntry(dropId, lot.number);
  if (lot === undefined || lot.dropId !== dropId || entry === undefined) return lotUnknown();
  if (lot.status !== 'scheduled')
    return refuse('lot-not-scheduled', 'a lot is corrected only before it opens', 'lotId');
  const before = await ports.agreements.of(lot.rulesId);
  const { reserveCents, ...fields } = correction;
  const changed = present(fields) as Partial<Described>;
  const reserve = reserveCents === undefined ? before.rules.reserveCents : (reserveCents ?? undefined);
  const { dropId: _, lotId: __, number: ___, ...described } = entry;
  const after: Described = { ...described, pictures: [...entry.pictures], reserveCents: reserve, ...changed };
  const wrong = wrongIn(drop, after);
  if (wrong !== undefined) return refuse('invalid-field', `${wrong.field} ${wrong.problem}`, wrong.field);
  const rulesId = ports.chance.ulid() as RulesId;
  const agreement = agreementFor(drop, rulesId, after);
  const veil = await veilFor(ports, agreement.rules);
  await ports.rules.write(agreement);
  const events = [{ type: 'LotCorrected', rulesId }] as const;
  const committed = await ports.lots.commit(sealedChange(veil, lot, ports.clock.nowMs(), events));
  if (committed.kind === 'lost' && committed.lot.status !== 'scheduled')
    return refuse('lot-not-scheduled', 'a lot is corrected only before it opens', 'lotId');
  if (committed.kind !== 'committed')
    return refuse('busy', 'the lot could not be written just now; send the same again');
  const corrected = entryFor(drop, entry, after);
  await ports.drops.writeEntry(corrected);
  return done(publicEntry(corrected));
}
