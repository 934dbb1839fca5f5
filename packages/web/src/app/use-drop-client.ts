import { createDropClient, type DropClient, type DropState, ticketTaker } from '@gaveldrop/client';
import type { DropId } from '@gaveldrop/units';
import { useEffect, useState } from 'preact/hooks';
import { openBrowserSocket } from './browser-socket.ts';
import { afterMs, deviceNowMs, deviceRandom } from './device-clock.ts';
import { followHints } from './follow-hints.ts';
import { type Page, usePage } from './page.tsx';
import type { Session } from './session.ts';

export type LiveDrop = { readonly client: DropClient; readonly state: DropState };

/**
 * This page's live connection to a drop, for as long as someone is signed in and this part of the page stands.
 * @param round another number makes a new connection, with a ticket that knows what has changed about its bearer.
 */
export function useDropClient(dropId: DropId, round: number): LiveDrop | undefined {
  const page = usePage();
  const { session } = page;
  const [live, setLive] = useState<LiveDrop>();
  useEffect(() => {
    if (session === undefined) {
      setLive(undefined);
      return undefined;
    }
    const client = clientOf(page, session, dropId);
    const show = (): void => setLive({ client, state: client.state() });
    const unsubscribe = client.subscribe(show);
    const unhint = followHints(client, { window, document });
    client.start();
    show();
    return () => {
      unhint();
      unsubscribe();
      client.stop();
    };
    // The page is another object with every render; what matters of it is who is signed in.
  }, [session, dropId, round]);
  return live;
}

function clientOf({ config, http }: Page, { accessToken }: Session, dropId: DropId): DropClient {
  const { feed } = config;
  return createDropClient({
    webSocketUrl: config.webSocketUrl,
    ...(feed === undefined ? {} : { feed: { ...feed, dropId, token: async () => accessToken } }),
    ports: {
      nowMs: deviceNowMs,
      random: deviceRandom,
      after: afterMs,
      openSocket: openBrowserSocket,
      takeTicket: ticketTaker(http, dropId),
      readSnapshot: (wanted) => http.snapshot(dropId, wanted),
    },
  });
}
