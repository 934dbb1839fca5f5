import type { ComponentChildren, VNode } from 'preact';
import { usePage } from './page.tsx';

type TopBarProps = {
  readonly title: string;
  /** Where the arrow leads, where there is one. */
  readonly backTo?: string;
  readonly children?: ComponentChildren;
};

/** Where one is, and who. */
export function TopBar({ title, backTo, children }: TopBarProps): VNode {
  const { session, signIn, signOut } = usePage();
  return (
    <header class="top-bar">
      {backTo === undefined ? null : (
        <a class="button button-plain" href={backTo}>
          <span aria-hidden="true">←</span>
          <span class="visually-hidden">Back</span>
        </a>
      )}
      <span class="top-bar-title">{title}</span>
      {children}
      {session === undefined ? (
        <button class="button" type="button" onClick={signIn}>
          Sign in
        </button>
      ) : (
        <button
          class="button button-plain"
          type="button"
          onClick={signOut}
          title={`Signed in as ${session.name}`}
        >
          Sign out
        </button>
      )}
    </header>
  );
}
