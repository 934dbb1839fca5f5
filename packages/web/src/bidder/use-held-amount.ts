import type { Cents } from '@gaveldrop/units';
import { useRef, useState } from 'preact/hooks';
import { afterMs } from '../app/device-clock.ts';

/** How long after the finger has left the tap may still come: a phone sends it last. */
const tapAfterLeaveMs = 400;

/**
 * Holds the amount that was shown when the button was pressed, so that the tap bids that one and no other, however the
 * price moves under the thumb: the button goes on naming it until it is released.
 */
export function useHeldAmount(shownCents: Cents | undefined) {
  const [amountCents, setHeld] = useState<Cents>();
  const forget = useRef<() => void>();
  const release = (): void => {
    forget.current?.();
    setHeld(undefined);
  };
  const pressHandlers = {
    onPointerDown: (): void => {
      forget.current?.();
      setHeld(shownCents);
    },
    onPointerCancel: release,
    onPointerLeave: (): void => {
      forget.current?.();
      forget.current = afterMs(tapAfterLeaveMs, () => setHeld(undefined));
    },
  };
  return { amountCents, pressHandlers, release };
}
