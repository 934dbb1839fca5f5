import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Trouble } from './trouble.ts';
import { troubleOf } from './trouble-of.ts';

export type Reading<T> = {
  /** What was read last; it stays while it is read again. */
  readonly value: T | undefined;
  /** Why the last reading failed. */
  readonly trouble: Trouble | undefined;
  readonly again: () => void;
};

/**
 * Reads something from the saleroom, and again whenever `read` is another function than before: make it with
 * `useCallback`. An answer to an earlier question is dropped. Without `read` there is nothing.
 */
export function useRead<T>(read: (() => Promise<T>) | undefined): Reading<T> {
  const [value, setValue] = useState<T>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (read === undefined) {
      // What one person has read is not shown to the next.
      setValue(undefined);
      setTrouble(undefined);
      return undefined;
    }
    let asked = true;
    read().then(
      (answer) => {
        if (!asked) return;
        setValue(() => answer);
        setTrouble(undefined);
      },
      (fault: unknown) => {
        if (asked) setTrouble(troubleOf(fault));
      },
    );
    return () => {
      asked = false;
    };
    // Another round asks the same question again.
  }, [read, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { value, trouble, again };
}
