import type { VNode } from 'preact';
import { useCallback, useEffect } from 'preact/hooks';
import { dropHash } from '../app/drop-hash.ts';
import { DropList } from '../app/drop-list.tsx';
import { usePage } from '../app/page.tsx';
import { SessionNote } from '../app/session-note.tsx';
import { TopBar } from '../app/top-bar.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useRead } from '../app/use-read.ts';

// Once in a while of this page: going back from the only drop must not lead straight into it again.
let entered = false;

/** The drops there are; the only one is entered at once. */
export function DropChoice(): VNode {
  const { http } = usePage();
  const { value: drops, trouble, again } = useRead(useCallback(() => http.listDrops(), [http]));
  useEffect(() => {
    const [only, ...others] = drops ?? [];
    if (only === undefined || others.length > 0 || entered) return;
    entered = true;
    location.replace(dropHash(only.dropId));
  }, [drops]);
  return (
    <>
      <TopBar title="Gaveldrop" />
      <main class="page">
        <SessionNote />
        <h1>Live drops</h1>
        <TroubleNote trouble={trouble} onRetry={again} />
        {drops === undefined && trouble === undefined ? <p class="quiet">Looking for drops…</p> : null}
        {drops?.length === 0 ? <p>No drop has been announced yet.</p> : null}
        <DropList drops={drops ?? []} />
      </main>
    </>
  );
}
