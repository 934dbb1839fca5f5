import type { VNode } from 'preact';
import { useCallback } from 'preact/hooks';
import { DropList } from '../app/drop-list.tsx';
import { usePage } from '../app/page.tsx';
import { SessionNote } from '../app/session-note.tsx';
import { TopBar } from '../app/top-bar.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useRead } from '../app/use-read.ts';
import { newDropHash } from './new-drop-hash.ts';

/** The drops that this person runs, and the way to a new one. */
export function OwnDrops(): VNode {
  const { http, me } = usePage();
  const { value: drops, trouble, again } = useRead(useCallback(() => http.listDrops(), [http]));
  const own = drops?.filter(({ auctioneers }) => me !== undefined && auctioneers.includes(me.userId));
  return (
    <>
      <TopBar title="Auctioneer’s console" />
      <main class="page">
        <SessionNote />
        <h1>Drops I run</h1>
        <TroubleNote trouble={trouble} onRetry={again} />
        {me?.auctioneer === false ? (
          <p class="note">
            You are signed in as <strong>{me.userId}</strong>, who may not create drops. An administrator of
            the sign-in can put you in the auctioneers’ group.
          </p>
        ) : null}
        {own === undefined && trouble === undefined ? <p class="quiet">Looking for your drops…</p> : null}
        {own?.length === 0 ? <p>None yet.</p> : null}
        <DropList drops={own ?? []} />
        {me?.auctioneer === false ? null : (
          <a class="button button-main" href={newDropHash}>
            Create a drop
          </a>
        )}
      </main>
    </>
  );
}
