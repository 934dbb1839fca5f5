import type { OwnBid } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import type { PaddleNumber } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { ownBidLine } from './own-bid-line.ts';

type AnswerLineProps = {
  readonly bid: OwnBid | undefined;
  readonly lot: PublicLot;
  readonly paddleNumber: PaddleNumber | undefined;
  readonly money: (amountCents: number) => string;
};

/** What became of this phone's last bid on the lot, read out as it changes. */
export function AnswerLine({ bid, lot, paddleNumber, money }: AnswerLineProps): VNode {
  const line = bid === undefined ? undefined : ownBidLine(bid, lot, paddleNumber, money);
  return (
    <p class={`answer answer-${line?.tone ?? 'none'}`} role="status" aria-live="assertive">
      {line?.text}
    </p>
  );
}
