import type { VNode } from 'preact';
import { usePage } from './page.tsx';

/** Says that the sign-in has run out, or did not work, and offers to do it again. */
export function SessionNote(): VNode | null {
  const { sessionEnded, signInTrouble, signIn } = usePage();
  const words =
    signInTrouble ?? (sessionEnded ? 'Your sign-in has run out. Please sign in again.' : undefined);
  if (words === undefined) return null;
  return (
    <div class="note" role="alert">
      <p>{words}</p>
      <button class="button" type="button" onClick={signIn}>
        Sign in again
      </button>
    </div>
  );
}
