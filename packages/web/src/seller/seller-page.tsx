import type { VNode } from 'preact';
import { usePage } from '../app/page.tsx';
import { SessionNote } from '../app/session-note.tsx';
import { SignInFirst } from '../app/sign-in-first.tsx';
import { TopBar } from '../app/top-bar.tsx';
import { useHash } from '../app/use-hash.ts';
import { OwnLots } from './own-lots.tsx';
import { statementInHash } from './statement-hash.ts';
import { StatementList } from './statement-list.tsx';
import { StatementPage } from './statement-page.tsx';

/** The seller's page: one's lots, what a price would bring, and one's statements. */
export function SellerPage(): VNode {
  const { session, me } = usePage();
  const statementId = statementInHash(useHash());
  if (session === undefined)
    return <SignInFirst title="Seller’s page" why="Sign in to see your lots and your statements." />;
  if (me !== undefined && statementId !== undefined)
    return <StatementPage key={statementId} sellerId={me.userId} statementId={statementId} />;
  return (
    <>
      <TopBar title="Seller’s page" />
      <main class="page">
        <SessionNote />
        {me === undefined ? (
          <p class="quiet">One moment…</p>
        ) : (
          <>
            <p class="quiet">
              You sell as <strong>{me.userId}</strong>.
            </p>
            <OwnLots sellerId={me.userId} />
            <StatementList sellerId={me.userId} />
          </>
        )}
      </main>
    </>
  );
}
