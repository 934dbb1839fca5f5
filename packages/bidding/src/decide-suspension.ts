import { limits, type PaddleNumber } from '@gaveldrop/units';
import { isLive, type Lot } from './lot.ts';
import type { LotEvent } from './lot-event.ts';

/** A drop's list of suspended paddles after a change, or that it is full. [L5] */
export function changeSuspension(
  suspended: readonly PaddleNumber[],
  paddleNumber: PaddleNumber,
  suspend: boolean,
): readonly PaddleNumber[] | 'suspended-paddles-max' {
  if (suspend === suspended.includes(paddleNumber)) return suspended;
  if (!suspend) return suspended.filter((paddle) => paddle !== paddleNumber);
  if (suspended.length >= limits.suspendedPaddlesMax) return 'suspended-paddles-max';
  return [...suspended, paddleNumber];
}

/** What brings one lot in line with its drop's list; nothing for a lot that is not live or already agrees. [L5] */
export function decideSuspension(
  lot: Lot,
  paddleNumber: PaddleNumber,
  suspend: boolean,
): readonly LotEvent[] {
  if (!isLive(lot) || lot.suspendedPaddles.includes(paddleNumber) === suspend) return [];
  return [{ type: suspend ? 'PaddleSuspended' : 'PaddleReadmitted', paddleNumber }];
}
