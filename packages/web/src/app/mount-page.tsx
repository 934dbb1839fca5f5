import { assert } from '@gaveldrop/units';
import { type ComponentType, render } from 'preact';
import { PageProvider } from './page.tsx';
import { type PageConfig, readPageConfig } from './page-config.ts';
import { keepSession } from './session.ts';
import { signInWords } from './sign-in-words.ts';

/** Puts a page in place of its static shell, once it knows where it is and whether someone has just signed in. */
export async function mountPage(Content: ComponentType): Promise<void> {
  const root = document.getElementById('app');
  assert(root !== null, 'every page has an element called app');
  let config: PageConfig;
  try {
    config = await readPageConfig();
  } catch (fault) {
    root.replaceChildren();
    render(<Unavailable why={String(fault)} />, root);
    return;
  }
  const firstTrouble = await tryFinishSignIn(config);
  root.replaceChildren();
  render(
    <PageProvider config={config} firstTrouble={firstTrouble}>
      <Content />
    </PageProvider>,
    root,
  );
}

// The issuer sends people back with the state they left with; without one, nobody was signing in.
async function tryFinishSignIn(config: PageConfig): Promise<string | undefined> {
  if (!new URL(location.href).searchParams.has('state')) return undefined;
  try {
    const { finishSignIn } = await import('./finish-sign-in.ts');
    keepSession(await finishSignIn(config));
    return undefined;
  } catch (fault) {
    return signInWords(fault);
  }
}

function Unavailable({ why }: { why: string }) {
  return (
    <main class="page">
      <h1>The saleroom cannot be reached</h1>
      <p>Check your connection, then load this page again.</p>
      <p class="quiet small">{why}</p>
      <button class="button button-main" type="button" onClick={() => location.reload()}>
        Load again
      </button>
    </main>
  );
}
