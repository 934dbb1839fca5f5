import type { HistoryEntryForm, OpenedMaximum } from '@gaveldrop/protocol';
import type { LotState } from './lot-state.ts';
import type { Note } from './problem.ts';
import { bidOf } from './replay.ts';

/** Once a lot is sold or passed every maximum is opened but the last leader's; until then, and once withdrawn, none is. [L4] */
export function checkOpenings(
  entries: readonly HistoryEntryForm[],
  opened: ReadonlyMap<number, OpenedMaximum>,
  last: LotState,
  note: Note,
): void {
  const { status, leader } = last;
  const decided = status === 'sold' || status === 'passed';
  for (const entry of entries) {
    const bid = bidOf(entry);
    if (bid?.kind !== 'maximum') continue;
    const isOpen = opened.has(entry.sequence);
    const leads = bid.paddleNumber === leader?.paddleNumber;
    if (isOpen && !decided) note('L4', `a maximum was opened although the lot is ${status}`, entry.sequence);
    if (isOpen && decided && leads) note('L4', "the last leader's own maximum was opened", entry.sequence);
    if (!isOpen && decided && !leads)
      note('opening', `the maximum of paddle ${bid.paddleNumber} was not opened`, entry.sequence);
  }
}
