import type { StoredTransfer } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';

/** [M10] A statement is its transfers and nothing else: each of the seller's sold lots once, and sums that hold. */
export const statementsAddUp: MakeCheck = () => {
  const kept = new Map<string, readonly StoredTransfer[]>();
  return {
    name: 'statements-add-up',
    on: {
      'transfers-kept': ({ lotId, transfers }) => kept.set(lotId, transfers),
      'statement-final': (
        { atMs, sellerId, openingCents, closingCents, netProceedsCents, lines },
        world,
        report,
      ) => {
        const say = (what: string, lotId?: string): void =>
          report('M10', atMs, `the statement of ${sellerId} ${what}`, lotId);
        const account = `seller:${sellerId}`;
        const sum = lines.reduce((total, line) => total + line.netCents, 0);
        if (sum !== netProceedsCents) say(`says ${netProceedsCents} for lines that make ${sum}`);
        if (openingCents + sum !== closingCents) say(`closes at ${closingCents}, not ${openingCents + sum}`);
        const named = new Set(lines.map((line) => line.lotId));
        if (named.size !== lines.length) say('has a lot twice');
        for (const { lotId, netCents, hammerPriceCents, transferIds } of lines) {
          const transfers = (kept.get(lotId) ?? []).filter(
            ({ debitAccount, creditAccount }) => debitAccount === account || creditAccount === account,
          );
          const net = transfers.reduce(
            (total, { creditAccount, amountCents }) =>
              total + (creditAccount === account ? amountCents : -amountCents),
            0,
          );
          if (net !== netCents) say(`says ${netCents} of a lot whose transfers make ${net}`, lotId);
          const ids = transfers.map(({ transferId }) => transferId);
          if ([...ids].sort().join() !== [...transferIds].sort().join())
            say('does not name the transfers of a lot', lotId);
          const sold = world.lots.get(lotId)?.states.at(-1)?.stored.hammerPriceCents;
          if (sold !== hammerPriceCents) say(`says ${hammerPriceCents} of a lot sold at ${sold}`, lotId);
        }
        for (const { lotId, states } of world.lots.values()) {
          const state = states.at(-1);
          const theirs = state?.stored.status === 'sold' && state.agreement.rules.sellerId === sellerId;
          if (theirs && !named.has(lotId)) say('does not have a lot that was sold', lotId);
        }
      },
    },
  };
};
