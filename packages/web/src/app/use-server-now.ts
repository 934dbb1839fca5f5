import type { EpochMs } from '@gaveldrop/units';
import { useEffect, useState } from 'preact/hooks';

/** The server's clock, read anew every `everyMs`. */
export function useServerNow(serverNowMs: () => EpochMs, everyMs: number): EpochMs {
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(serverNowMs()), everyMs);
    return () => clearInterval(timer);
  }, [serverNowMs, everyMs]);
  return nowMs;
}
