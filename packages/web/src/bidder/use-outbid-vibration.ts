import type { PublicLot } from '@gaveldrop/protocol';
import type { PaddleNumber } from '@gaveldrop/units';
import { useEffect, useRef } from 'preact/hooks';
import { canVibrate, wantsVibration } from './vibration-setting.ts';

const vibrationMs = 200;

/** Shakes the phone when its owner led the lot in view and another paddle has taken the lead. */
export function useOutbidVibration(lot: PublicLot | undefined, own: PaddleNumber | undefined): void {
  const led = useRef<string>();
  const leader = lot?.leadingPaddle;
  useEffect(() => {
    if (lot === undefined || own === undefined) return;
    const outbid = led.current === lot.lotId && lot.status === 'open' && leader !== own;
    led.current = leader === own ? lot.lotId : undefined;
    if (outbid && canVibrate() && wantsVibration()) navigator.vibrate(vibrationMs);
  }, [lot, leader, own]);
}
