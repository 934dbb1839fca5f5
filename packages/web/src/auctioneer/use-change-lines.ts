import type { PublicLot } from '@gaveldrop/protocol';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type ChangeLine, changeLines } from './change-line.ts';

/** How many lines the log keeps. */
const linesMax = 300;

/** The changes of a drop's lots since this page has been looking, newest first. */
export function useChangeLines(
  lots: readonly PublicLot[],
  money: (amountCents: number) => string,
): readonly ChangeLine[] {
  const before = useRef<readonly PublicLot[]>([]);
  const [lines, setLines] = useState<readonly ChangeLine[]>([]);
  const write = useRef(money);
  write.current = money;
  useEffect(() => {
    const since = before.current;
    before.current = lots;
    // What there was when the page came is no change.
    if (since.length === 0) return;
    const more = changeLines(since, lots, write.current);
    if (more.length > 0) setLines((known) => [...more.toReversed(), ...known].slice(0, linesMax));
  }, [lots]);
  return lines;
}
