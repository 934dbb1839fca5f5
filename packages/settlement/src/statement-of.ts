import { assert, type Cents, cents, type DropId, type EpochMs, type SellerId } from '@gaveldrop/units';
import { type AccountId, sellerAccount } from './accounts.ts';
import { balanceOf, changeOf } from './balance-of.ts';
import type { Statement, StatementLine } from './statement.ts';
import { sumCents } from './sum-cents.ts';
import { type Transfer, type TransferKind, transferKinds } from './transfer.ts';

/** What a statement is read from. Transfers that do not touch the seller's account are passed over. */
export type StatementSource = {
  readonly sellerId: SellerId;
  readonly drop: { readonly dropId: DropId; readonly title: string; readonly currency: string };
  /** The seller's transfers of earlier drops; those in another currency do not count towards this opening balance. */
  readonly openingTransfers: readonly Transfer[];
  /** The transfers of this drop, in any order. */
  readonly transfers: readonly Transfer[];
  readonly issuedAtMs: EpochMs;
};

/**
 * A seller's statement for one drop, every figure of it read from transfers (M10).
 * @throws (a bug) when a transfer is there twice, belongs to another drop or currency, or when the statement does not add up.
 */
export function statementOf(source: StatementSource): Statement {
  const { sellerId, drop, openingTransfers, transfers, issuedAtMs } = source;
  const seller = sellerAccount(sellerId);
  assertEachOnce([...openingTransfers, ...transfers]);
  for (const transfer of transfers) assertOfDrop(transfer, drop);

  const lines = linesByLot(seller, transfers);
  const openingCents = balanceOf(seller, drop.currency, openingTransfers);
  const closingCents = balanceOf(seller, drop.currency, [...openingTransfers, ...transfers]);
  const netProceedsCents = sumCents(lines.map((line) => line.netCents));
  assert(
    sumCents([openingCents, netProceedsCents]) === closingCents,
    `opening ${openingCents} + lines ${netProceedsCents} must be closing ${closingCents}`,
  );
  return {
    statementId: drop.dropId,
    sellerId,
    dropId: drop.dropId,
    dropTitle: drop.title,
    currency: drop.currency,
    issuedAtMs,
    openingCents,
    closingCents,
    netProceedsCents,
    lines,
  };
}

function linesByLot(seller: AccountId, transfers: readonly Transfer[]): readonly StatementLine[] {
  const byLot = new Map<string, Transfer[]>();
  for (const transfer of transfers) {
    if (transfer.debitAccount !== seller && transfer.creditAccount !== seller) continue;
    const ofLot = byLot.get(transfer.lotId);
    if (ofLot === undefined) byLot.set(transfer.lotId, [transfer]);
    else ofLot.push(transfer);
  }
  return [...byLot.values()]
    .map((ofLot) => lineOf(seller, ofLot))
    .sort((a, b) => a.lotNumber - b.lotNumber || byCodeUnit(a.lotId, b.lotId));
}

function lineOf(seller: AccountId, ofLot: readonly Transfer[]): StatementLine {
  const transfers = ofLot.toSorted(byKindThenId);
  const [first] = transfers;
  assert(first !== undefined, 'a line has at least one transfer');
  const sameBid = transfers.every(
    ({ winningBidSequence }) => winningBidSequence === first.winningBidSequence,
  );
  assert(sameBid, `lot ${first.lotId} is won by one bid`);

  const gained = (kind: TransferKind): Cents =>
    sumCents(transfers.filter((transfer) => transfer.kind === kind).map((t) => changeOf(seller, t)));
  // `0 - x`, not `-x`: there is no negative zero in money.
  const deducted = (kind: TransferKind): Cents => cents(0 - gained(kind));

  const line = {
    lotId: first.lotId,
    lotNumber: first.lotNumber,
    lotTitle: first.lotTitle,
    winningBidSequence: first.winningBidSequence,
    hammerPriceCents: gained('hammer'),
    shippingCents: gained('shipping'),
    commissionCents: deducted('commission'),
    processingCents: deducted('processing'),
    affiliateCents: deducted('affiliate'),
    netCents: sumCents(transfers.map((transfer) => changeOf(seller, transfer))),
    transferIds: transfers.map((transfer) => transfer.transferId),
    transfers,
  };
  const { hammerPriceCents, shippingCents, commissionCents, processingCents, affiliateCents } = line;
  const net = hammerPriceCents + shippingCents - commissionCents - processingCents - affiliateCents;
  assert(net === line.netCents, `the figures of lot ${line.lotId} must make up its net`);
  return line;
}

function assertEachOnce(transfers: readonly Transfer[]): void {
  const seen = new Set<string>();
  for (const { transferId } of transfers) {
    assert(!seen.has(transferId), `transfer ${transferId} was read twice`);
    seen.add(transferId);
  }
}

function assertOfDrop(transfer: Transfer, drop: StatementSource['drop']): void {
  assert(transfer.dropId === drop.dropId, `transfer ${transfer.transferId} belongs to drop ${drop.dropId}`);
  assert(transfer.currency === drop.currency, `transfer ${transfer.transferId} is in ${drop.currency}`);
}

const byKindThenId = (a: Transfer, b: Transfer): number =>
  transferKinds.indexOf(a.kind) - transferKinds.indexOf(b.kind) || byCodeUnit(a.transferId, b.transferId);

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
