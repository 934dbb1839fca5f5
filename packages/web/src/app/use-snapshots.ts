import type { PublicLot } from '@gaveldrop/protocol';
import type { DropId, EpochMs } from '@gaveldrop/units';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { deviceNowMs } from './device-clock.ts';
import { usePage } from './page.tsx';
import { createSnapshotClock } from './snapshot-clock.ts';

/** How often a page without a connection of its own asks how things stand. */
const snapshotEveryMs = 2_000;

export type Snapshots = { readonly lots: readonly PublicLot[]; readonly serverNowMs: () => EpochMs };

/** A drop's lots as the public snapshot has them: read once, and again and again while `watching`. */
export function useSnapshots(dropId: DropId, watching: boolean): Snapshots {
  const { http } = usePage();
  const clock = useMemo(() => createSnapshotClock(deviceNowMs), []);
  const [lots, setLots] = useState<readonly PublicLot[]>([]);
  useEffect(() => {
    let wanted = true;
    const look = async (): Promise<void> => {
      const askedAtMs = deviceNowMs();
      try {
        const snapshot = await http.snapshot(dropId);
        if (!wanted) return;
        clock.hear(snapshot.serverNowMs, (askedAtMs + deviceNowMs()) / 2);
        setLots(snapshot.lots);
      } catch {
        // What is shown stays as it was; the next look is soon.
      }
    };
    void look();
    const timer = watching ? setInterval(look, snapshotEveryMs) : undefined;
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [http, dropId, watching, clock]);
  return useMemo(() => ({ lots, serverNowMs: clock.nowMs }), [lots, clock]);
}
