import { clientLimits } from '@gaveldrop/client';
import { assertNever, type Cents } from '@gaveldrop/units';
import type { VNode } from 'preact';
import type { BidButtonState } from './bid-button-state.ts';
import { useHeldAmount } from './use-held-amount.ts';

const sentWithinS = clientLimits.unsentBidMaxMs / 1_000;

type BidButtonProps = {
  readonly state: BidButtonState;
  readonly money: (amountCents: number) => string;
  readonly totalOf: (amountCents: Cents) => string | undefined;
  readonly onBid: (amountCents: Cents) => void;
  readonly onSignIn: () => void;
  readonly onJoin: () => void;
};

/** The one big button: it names the amount it bids and what that costs in all, or says why it does nothing. */
export function BidButton({ state, money, totalOf, onBid, onSignIn, onJoin }: BidButtonProps): VNode {
  const held = useHeldAmount(state.kind === 'bid' ? state.amountCents : undefined);
  switch (state.kind) {
    case 'bid': {
      const { amountCents, pressHandlers, release } = held;
      const shownCents = amountCents ?? state.amountCents;
      const tap = (): void => {
        onBid(shownCents);
        release();
      };
      return (
        <button class="button button-main bid-button" type="button" {...pressHandlers} onClick={tap}>
          <span class="bid-button-label figures">Bid {money(shownCents)}</span>
          <span class="bid-button-total figures">{totalOf(shownCents)}</span>
        </button>
      );
    }
    case 'awaited':
      return (
        <button class="button bid-button bid-button-blocked" type="button" disabled>
          <span class="bid-button-label figures">Bid {money(state.amountCents)}</span>
          <span class="bid-button-total">
            {state.isAway ? `Sent if you are live again within ${sentWithinS} s` : 'Waiting for the answer'}
          </span>
        </button>
      );
    case 'leading':
      return (
        <button class="button bid-button bid-button-leading" type="button" disabled>
          <span class="bid-button-label">You lead</span>
          <span class="bid-button-total figures">{totalOf(state.priceCents)}</span>
        </button>
      );
    case 'bought':
      return (
        <button class="button bid-button bid-button-leading" type="button" disabled>
          <span class="bid-button-label">Sold to you</span>
          <span class="bid-button-total figures">{totalOf(state.hammerPriceCents)}</span>
        </button>
      );
    case 'sign-in':
      return (
        <button class="button button-main bid-button" type="button" onClick={onSignIn}>
          <span class="bid-button-label">Sign in to bid</span>
        </button>
      );
    case 'join':
      return (
        <button class="button button-main bid-button" type="button" onClick={onJoin}>
          <span class="bid-button-label">Join to bid</span>
          <span class="bid-button-total">You get a paddle number</span>
        </button>
      );
    case 'blocked':
      return (
        <button class="button bid-button bid-button-blocked" type="button" disabled>
          <span class="bid-button-label">{state.label}</span>
          {state.why === undefined ? null : <span class="bid-button-total">{state.why}</span>}
        </button>
      );
    default:
      return assertNever(state);
  }
}
