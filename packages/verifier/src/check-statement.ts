import type { StatementAnswer } from '@gaveldrop/protocol';
import { sellerAccount } from '@gaveldrop/settlement';
import type { LotState } from './lot-state.ts';
import type { Note } from './problem.ts';

type Line = StatementAnswer['lines'][number];
type Transfer = Line['transfers'][number];

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Each deducted figure is positive on the statement, and leaves the seller's account. */
const figures = [
  ['hammerPriceCents', 'hammer', 1],
  ['shippingCents', 'shipping', 1],
  ['commissionCents', 'commission', -1],
  ['processingCents', 'processing', -1],
  ['affiliateCents', 'affiliate', -1],
] as const;

/**
 * Whether a seller's statement adds up, and is made of its transfers and nothing else; what does not is noted. [M6] [M8] [M10]
 * @param lotOf how a lot of this statement ended, where its history is at hand.
 */
export function checkStatement(
  statement: StatementAnswer,
  lotOf: (lotId: Line['lotId']) => LotState | undefined,
  note: Note,
): void {
  const { openingCents, closingCents, netProceedsCents, lines } = statement;
  const lineNets = sum(lines.map(({ netCents }) => netCents));
  if (netProceedsCents !== lineNets)
    note('M10', `net proceeds are ${netProceedsCents}, but the lines make ${lineNets}`);
  if (openingCents + lineNets !== closingCents)
    note('M10', `${openingCents} and the lines' ${lineNets} do not make ${closingCents}`);
  const seen = new Set<string>();
  for (const line of lines) {
    const here: Note = (rule, message) => note(rule, `lot ${line.lotNumber}: ${message}`);
    if (seen.has(line.lotId)) here('M9', 'it is settled twice');
    seen.add(line.lotId);
    checkLine(statement, line, here);
    for (const { transferId } of line.transfers) {
      if (seen.has(transferId)) here('M8', `transfer ${transferId} is there twice`);
      seen.add(transferId);
    }
    const lot = lotOf(line.lotId);
    if (lot !== undefined) checkAgainstLot(line, lot, here);
  }
}

function checkLine(statement: StatementAnswer, line: Line, note: Note): void {
  const account: string = sellerAccount(statement.sellerId);
  const gained = ({ creditAccount, debitAccount, amountCents }: Transfer): number =>
    (creditAccount === account ? amountCents : 0) - (debitAccount === account ? amountCents : 0);
  const net = sum(figures.map(([figure, , sign]) => sign * line[figure]));
  if (net !== line.netCents) note('M6', `its figures make ${net}, not the net ${line.netCents}`);
  for (const [figure, kind, sign] of figures) {
    const moved = sign * sum(line.transfers.filter((one) => one.kind === kind).map(gained));
    if (moved !== line[figure]) note('M10', `${figure} is ${line[figure]}, but transfers moved ${moved}`);
  }
  const ids = line.transfers.map(({ transferId }) => transferId);
  if (ids.join() !== line.transferIds.join()) note('M10', 'its transfers are not those it names');
  for (const transfer of line.transfers) {
    const { transferId, dropId, lotId, currency, winningBidSequence } = transfer;
    const foreign = dropId !== statement.dropId || lotId !== line.lotId || currency !== statement.currency;
    if (foreign || winningBidSequence !== line.winningBidSequence || gained(transfer) === 0)
      note('M10', `transfer ${transferId} belongs elsewhere`);
  }
}

/** What the line says of the sale is what the lot's history says. */
function checkAgainstLot(line: Line, { status, priceCents, leader }: LotState, note: Note): void {
  if (status !== 'sold') note('M9', `it is settled, although its history says ${status}`);
  else if (priceCents !== line.hammerPriceCents)
    note('M10', `its hammer price is ${line.hammerPriceCents}, and ${priceCents} in its history`);
  else if (leader?.bidSequence !== line.winningBidSequence)
    note('M10', `bid ${line.winningBidSequence} is said to have won it, and ${leader?.bidSequence} did`);
}
