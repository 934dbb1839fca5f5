import type { PublicLot } from '@gaveldrop/protocol';
import { assertNever, type Cents, cents, type PaddleNumber } from '@gaveldrop/units';
import type { Interest } from './bidder-plan.ts';

/** What a bidder sees of an open lot, and what they did on it. */
export type Situation = {
  readonly lot: PublicLot;
  readonly paddleNumber: PaddleNumber;
  /** Bids of theirs on this lot, whatever became of them. */
  readonly bidsMade: number;
  /** The highest maximum of theirs that was accepted. */
  readonly ownMaximumCents: Cents | undefined;
};

/** A bid somebody wants to make, and when. */
export type Wish = {
  readonly amountCents: Cents;
  readonly kind: 'exact' | 'maximum';
  /** At an instant of the server's clock, or as soon as they have thought about what they see. */
  readonly when: { readonly kind: 'at'; readonly atMs: number } | { readonly kind: 'after-thinking' };
};

/** What a bidder wants to do next on an open lot, or nothing. The same situation always gives the same wish. */
export function nextWish(interest: Interest, situation: Situation): Wish | undefined {
  const { lot, bidsMade } = situation;
  const asking = lot.askingPriceCents;
  const { openedAtMs, closesAtMs } = lot;
  if (asking === undefined || openedAtMs === undefined || closesAtMs === undefined) return undefined;
  const leads = lot.leadingPaddle === situation.paddleNumber;
  const { habit, valuationCents } = interest;
  switch (habit.kind) {
    case 'early': {
      if (leads || asking > valuationCents || bidsMade >= habit.bidsMax) return undefined;
      const jumped = cents(asking + Math.floor((asking * habit.jumpBp) / 10_000));
      const amountCents = jumped > valuationCents ? cents(asking) : jumped;
      return { amountCents, kind: 'exact', when: firstThen(bidsMade, openedAtMs + habit.afterOpenMs) };
    }
    case 'sniper': {
      if (leads || asking > valuationCents || bidsMade >= habit.bidsMax) return undefined;
      const amountCents = habit.bids === 'valuation' ? valuationCents : cents(asking);
      return { amountCents, kind: 'exact', when: { kind: 'at', atMs: closesAtMs - habit.beforeCloseMs } };
    }
    case 'maximum': {
      if (bidsMade === 0) {
        if (asking > valuationCents) return undefined;
        const amountCents = asking > habit.firstCents ? valuationCents : habit.firstCents;
        return { amountCents, kind: 'maximum', when: firstThen(0, openedAtMs + habit.afterOpenMs) };
      }
      const raise: Wish = { amountCents: valuationCents, kind: 'maximum', when: { kind: 'after-thinking' } };
      const named = situation.ownMaximumCents;
      if (bidsMade > 1 || habit.raisesTo === 'nothing' || named === undefined) return undefined;
      if (valuationCents <= named) return undefined;
      if (leads) return habit.raisesTo === 'when-leading' ? raise : undefined;
      return habit.raisesTo === 'when-outbid' && asking <= valuationCents ? raise : undefined;
    }
    default:
      return assertNever(habit);
  }
}

const firstThen = (bidsMade: number, firstAtMs: number): Wish['when'] =>
  bidsMade === 0 ? { kind: 'at', atMs: firstAtMs } : { kind: 'after-thinking' };
