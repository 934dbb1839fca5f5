import type { VNode } from 'preact';
import { dropInHash } from '../app/drop-hash.ts';
import { usePage } from '../app/page.tsx';
import { SignInFirst } from '../app/sign-in-first.tsx';
import { useHash } from '../app/use-hash.ts';
import { DropConsole } from './drop-console.tsx';
import { NewDropForm } from './new-drop-form.tsx';
import { newDropHash } from './new-drop-hash.ts';
import { OwnDrops } from './own-drops.tsx';

/** The auctioneer's console: the drops one runs, a new one, or one of them live. */
export function AuctioneerPage(): VNode {
  const { session } = usePage();
  const hash = useHash();
  if (session === undefined)
    return <SignInFirst title="Auctioneer’s console" why="Sign in to create drops and to run them." />;
  const dropId = dropInHash(hash);
  if (dropId !== undefined) return <DropConsole key={dropId} dropId={dropId} />;
  return hash === newDropHash ? <NewDropForm /> : <OwnDrops />;
}
