import type { DropClient } from '@gaveldrop/client';

/** As much of a window and its document as says whether there is a network, and anybody who looks. */
export type HintSources = {
  readonly window: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & {
    readonly navigator: { readonly onLine: boolean };
  };
  readonly document: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & {
    readonly visibilityState: string;
  };
};

/**
 * Tells a client what the browser knows of network and eyes: now what speaks against them, and whatever changes later.
 * @returns what ends that.
 */
export function followHints(client: Pick<DropClient, 'hint'>, { window, document }: HintSources): () => void {
  const online = (): void => client.hint('online');
  const offline = (): void => client.hint('offline');
  const seen = (): void => client.hint(document.visibilityState === 'visible' ? 'visible' : 'hidden');
  if (document.visibilityState !== 'visible') client.hint('hidden');
  if (!window.navigator.onLine) client.hint('offline');
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);
  document.addEventListener('visibilitychange', seen);
  return () => {
    window.removeEventListener('online', online);
    window.removeEventListener('offline', offline);
    document.removeEventListener('visibilitychange', seen);
  };
}
