import type { BidId, Cents, CommandId, DurationMs, EpochMs, PaddleNumber, RulesId } from '@gaveldrop/units';
import type { BidOutcome } from './lot.ts';

export type BidKind = 'exact' | 'maximum';

/** One thing that happened to a lot; a committed change is one or more of them. [L3] */
export type LotEvent =
  | { readonly type: 'LotScheduled'; readonly rulesId: RulesId }
  | { readonly type: 'LotCorrected'; readonly rulesId: RulesId }
  | {
      readonly type: 'LotOpened';
      readonly commandId: CommandId;
      readonly openedAtMs: EpochMs;
      readonly closesAtMs?: EpochMs | undefined;
      readonly latestCloseAtMs?: EpochMs | undefined;
      readonly suspendedPaddles: readonly PaddleNumber[];
    }
  | {
      readonly type: 'BidAccepted';
      readonly bidId: BidId;
      readonly paddleNumber: PaddleNumber;
      /** Private when the bid is a maximum. [L4] */
      readonly amountCents: Cents;
      readonly kind: BidKind;
      readonly receivedAtMs: EpochMs;
      readonly outcome: BidOutcome;
      /** The price it left the lot at. */
      readonly priceCents: Cents;
    }
  | { readonly type: 'CloseExtended'; readonly closesAtMs: EpochMs }
  | {
      readonly type: 'LotPaused';
      readonly commandId: CommandId;
      readonly remainingMs?: DurationMs | undefined;
    }
  | {
      readonly type: 'LotResumed';
      readonly commandId: CommandId;
      readonly closesAtMs?: EpochMs | undefined;
      readonly latestCloseAtMs?: EpochMs | undefined;
    }
  | {
      readonly type: 'HammerCalled';
      readonly commandId: CommandId;
      readonly closesAtMs: EpochMs;
      readonly latestCloseAtMs?: EpochMs | undefined;
    }
  | { readonly type: 'PaddleSuspended'; readonly paddleNumber: PaddleNumber }
  | { readonly type: 'PaddleReadmitted'; readonly paddleNumber: PaddleNumber }
  | {
      readonly type: 'LotSold';
      readonly hammerPriceCents: Cents;
      readonly buyerPaddle: PaddleNumber;
      readonly underbidderPaddle?: PaddleNumber | undefined;
    }
  | { readonly type: 'LotPassed' }
  | { readonly type: 'LotWithdrawn'; readonly commandId: CommandId; readonly reason: string };
