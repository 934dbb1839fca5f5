import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { canVibrate, setWantsVibration, wantsVibration } from './vibration-setting.ts';

/** Lets a bidder have the phone vibrate when somebody outbids them; nothing where it cannot. */
export function VibrationChoice(): VNode | null {
  const [wanted, setWanted] = useState(wantsVibration);
  if (!canVibrate()) return null;
  return (
    <label class="check-row">
      <input
        type="checkbox"
        checked={wanted}
        onChange={({ currentTarget }) => {
          setWantsVibration(currentTarget.checked);
          setWanted(currentTarget.checked);
        }}
      />
      Vibrate when I am outbid
    </label>
  );
}
