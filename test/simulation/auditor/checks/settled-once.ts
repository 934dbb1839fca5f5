import type { StoredTransfer } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';
import { type Due, transfersDue } from '../expected/transfers-due.ts';

const asDue = ({ kind, debitAccount, creditAccount, amountCents }: StoredTransfer): Due => ({
  kind,
  from: debitAccount,
  to: creditAccount,
  cents: amountCents,
});
const spelled = (dues: readonly Due[]): string =>
  dues
    .map(({ kind, from, to, cents }) => `${kind} ${cents} from ${from} to ${to}`)
    .sort()
    .join('; ');

/**
 * [M9] [M8] [M1] to [M6] A sold lot has one order, kept once: each fee worked out again, each amount above zero from one account
 * to another, all accounts together at zero. Nothing moves for a lot that was not sold.
 */
export const settledOnce: MakeCheck = () => {
  const settled = new Set<string>();
  const ids = new Set<string>();
  return {
    name: 'settled-once',
    on: {
      'transfers-kept': ({ atMs, lotId, transfers }, world, report) => {
        const state = world.lots.get(lotId)?.states.at(-1);
        if (settled.has(lotId)) report('M9', atMs, 'a sold lot was settled twice', lotId);
        settled.add(lotId);
        for (const { transferId, amountCents, debitAccount, creditAccount } of transfers) {
          if (ids.has(transferId)) report('M8', atMs, `transfer ${transferId} was kept twice`, lotId);
          ids.add(transferId);
          if (!(Number.isSafeInteger(amountCents) && amountCents > 0) || debitAccount === creditAccount)
            report('M8', atMs, `transfer ${transferId} moves ${amountCents} from ${debitAccount}`, lotId);
        }
        if (state?.stored.status !== 'sold') {
          report('M9', atMs, 'transfers were kept for a lot that is not sold', lotId);
          return;
        }
        const due = spelled(transfersDue(state.stored, state.agreement));
        const kept = spelled(transfers.map(asDue));
        if (due !== kept) report('M6', atMs, `the order is ${kept}; due is ${due}`, lotId);
        for (const { transferId, winningBidSequence, currency } of transfers)
          if (
            winningBidSequence !== state.stored.leader?.bidSequence ||
            currency !== state.agreement.currency
          )
            report('M10', atMs, `transfer ${transferId} names a wrong bid or currency`, lotId);
      },
    },
    atEnd: ({ nowMs, healedAtMs, lots }, report) => {
      if (healedAtMs === undefined) return;
      for (const { lotId, states } of lots.values())
        if (states.at(-1)?.stored.status === 'sold' && !settled.has(lotId))
          report('M9', nowMs, 'a sold lot was never settled', lotId);
    },
  };
};
