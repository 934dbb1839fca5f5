import type { StoredTransfer } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';
import { feesOf } from '../expected/fees-of.ts';

/** What each account gained by these transfers. */
function gains(transfers: readonly StoredTransfer[]): ReadonlyMap<string, number> {
  const gained = new Map<string, number>();
  for (const { debitAccount, creditAccount, amountCents } of transfers) {
    gained.set(debitAccount, (gained.get(debitAccount) ?? 0) - amountCents);
    gained.set(creditAccount, (gained.get(creditAccount) ?? 0) + amountCents);
  }
  return gained;
}

/** [M6] [M8] The buyer pays the total, the seller gets the net, and all accounts together neither gain nor lose. */
export const accountsBalance: MakeCheck = () => ({
  name: 'accounts-balance',
  on: {
    'transfers-kept': ({ atMs, lotId, transfers }, world, report) => {
      const state = world.lots.get(lotId)?.states.at(-1);
      if (state?.stored.status !== 'sold') return;
      const { stored, agreement } = state;
      const hammerCents = stored.hammerPriceCents ?? 0;
      const { premiumCents, commissionCents, processingCents, affiliateCents } = feesOf(
        agreement,
        hammerCents,
      );
      const gained = gains(transfers);
      const buyer = gained.get(`buyer:${stored.dropId}:${stored.buyerPaddle}`) ?? 0;
      const totalCents = hammerCents + premiumCents + agreement.shippingCents;
      if (buyer !== -totalCents) report('M6', atMs, `the buyer pays ${-buyer}, not ${totalCents}`, lotId);
      const seller = gained.get(`seller:${agreement.rules.sellerId}`) ?? 0;
      const netCents =
        hammerCents + agreement.shippingCents - commissionCents - processingCents - affiliateCents;
      if (seller !== netCents) report('M6', atMs, `the seller gets ${seller}, not ${netCents}`, lotId);
      const sum = [...gained.values()].reduce((total, gain) => total + gain, 0);
      if (sum !== 0) report('M8', atMs, `all accounts together gain ${sum}`, lotId);
    },
  },
});
