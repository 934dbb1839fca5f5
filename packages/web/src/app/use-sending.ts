import { useState } from 'preact/hooks';
import type { Trouble } from './trouble.ts';
import { troubleOf } from './trouble-of.ts';

export type Sending = {
  readonly busy: boolean;
  /** Why the last request failed. */
  readonly trouble: Trouble | undefined;
  /** Sends, and says whether it worked. One at a time: while one is under way, another is not sent. */
  send(request: () => Promise<void>): Promise<boolean>;
};

/** A request that a person makes by a button: whether it is under way, and what went wrong. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const send = async (request: () => Promise<void>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setTrouble(undefined);
    try {
      await request();
      return true;
    } catch (fault) {
      setTrouble(troubleOf(fault));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, trouble, send };
}
