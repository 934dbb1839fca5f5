import type { VNode } from 'preact';
import { usePage } from './page.tsx';
import { SessionNote } from './session-note.tsx';
import { TopBar } from './top-bar.tsx';

type SignInFirstProps = { readonly title: string; readonly why: string };

/** Stands in place of a page that is for people the saleroom knows. */
export function SignInFirst({ title, why }: SignInFirstProps): VNode {
  const { signIn } = usePage();
  return (
    <>
      <TopBar title="Gaveldrop" />
      <main class="page">
        <SessionNote />
        <h1>{title}</h1>
        <p>{why}</p>
        <button class="button button-main" type="button" onClick={signIn}>
          Sign in
        </button>
      </main>
    </>
  );
}
