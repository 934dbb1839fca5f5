import { createSaleroomHttp, type HttpFetch, type SaleroomHttp } from '@gaveldrop/client';
import { assert, type UserId } from '@gaveldrop/units';
import { type ComponentChildren, createContext, type VNode } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { afterMs, deviceNowMs } from './device-clock.ts';
import type { PageConfig } from './page-config.ts';
import { forgetSession, keptSession, type Session } from './session.ts';
import { signInWords } from './sign-in-words.ts';
import { markSignedOut } from './signed-out-mark.ts';
import { useRead } from './use-read.ts';

/** What every part of a page may need: where it is, who is there, and the saleroom's HTTP API. */
export type Page = {
  readonly config: PageConfig;
  readonly http: SaleroomHttp;
  readonly session: Session | undefined;
  /** Who the saleroom says is signed in, once it has said so. */
  readonly me: { readonly userId: UserId; readonly auctioneer: boolean } | undefined;
  /** The token's time is up; a live connection goes on, but everything else asks to sign in again. */
  readonly sessionEnded: boolean;
  /** Why signing in did not work, the last time it was tried. */
  readonly signInTrouble: string | undefined;
  signIn(): void;
  signOut(): void;
};

const PageContext = createContext<Page | undefined>(undefined);

/** The page that this part is on. */
export function usePage(): Page {
  const page = useContext(PageContext);
  assert(page !== undefined, 'parts of a page stand inside its provider');
  return page;
}

type PageProviderProps = {
  readonly config: PageConfig;
  readonly firstTrouble: string | undefined;
  readonly children: ComponentChildren;
};

/** Gives its children the page. */
export function PageProvider({ config, firstTrouble, children }: PageProviderProps): VNode {
  const [session, setSession] = useState(keptSession);
  const [sessionEnded, setSessionEnded] = useState(false);
  const [signInTrouble, setSignInTrouble] = useState(firstTrouble);

  const endSession = useCallback(() => {
    forgetSession();
    setSessionEnded(true);
  }, []);
  useEffect(() => {
    if (session?.expiresAtMs === undefined) return undefined;
    return afterMs(session.expiresAtMs - deviceNowMs(), endSession);
  }, [session, endSession]);

  const http = useMemo(() => {
    const fetchAndNotice: HttpFetch = async (url, request) => {
      const response = await fetch(url, request);
      if (response.status === 401 && session !== undefined) endSession();
      return response;
    };
    return createSaleroomHttp({
      httpUrl: config.httpUrl,
      snapshotUrl: config.snapshotUrl,
      token: async () => session?.accessToken,
      fetch: fetchAndNotice,
    });
  }, [config, session, endSession]);

  const askWho = useCallback(() => http.me(), [http]);
  const { value: me } = useRead(session === undefined ? undefined : askWho);

  const page: Page = {
    config,
    http,
    session,
    me: session === undefined ? undefined : me,
    sessionEnded,
    signInTrouble,
    signIn() {
      setSignInTrouble(undefined);
      leaveToSignIn(config).catch((fault: unknown) => setSignInTrouble(signInWords(fault)));
    },
    signOut() {
      forgetSession();
      markSignedOut();
      setSessionEnded(false);
      setSession(undefined);
    },
  };
  return <PageContext.Provider value={page}>{children}</PageContext.Provider>;
}

/** Signing in has a library of its own, which most visits do without: it is loaded when it is asked for. */
async function leaveToSignIn(config: PageConfig): Promise<void> {
  const { startSignIn } = await import('./start-sign-in.ts');
  await startSignIn(config);
}
