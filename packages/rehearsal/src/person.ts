import {
  createDropClient,
  createSaleroomHttp,
  type DropClient,
  type SaleroomHttp,
  ticketTaker,
} from '@gaveldrop/client';
import type { DropId, PaddleNumber } from '@gaveldrop/units';
import type { Said, Testimony } from './evidence.ts';
import { recordingFetch } from './recording-fetch.ts';
import { recordingSocket } from './recording-socket.ts';
import type { SaleroomAddresses } from './saleroom-addresses.ts';
import { seededStream } from './seeded-stream.ts';
import { type Scribe, scribe, type TextPool } from './transcript.ts';

/** Somebody signed in, over HTTP. */
export type SignedIn = {
  readonly name: string;
  readonly role: Testimony['role'];
  readonly userId: string;
  readonly http: SaleroomHttp;
};

/** Somebody in the drop, with all that their sockets said written down. */
export type Person = SignedIn & {
  readonly paddleNumber: PaddleNumber | undefined;
  readonly client: DropClient;
  readonly scribe: Scribe;
};

/** The saleroom as people of one rehearsal reach it. */
export type Reach = {
  readonly addresses: SaleroomAddresses;
  readonly seed: number;
  readonly pool: TextPool;
  readonly note: (said: Said) => void;
};

/** Somebody with a token. */
export function signedIn(
  { addresses, note }: Reach,
  who: Pick<SignedIn, 'name' | 'role' | 'userId'>,
  token: string,
): SignedIn {
  const http = createSaleroomHttp({
    httpUrl: addresses.httpUrl,
    token: async () => token,
    fetch: recordingFetch(who.name, addresses.siteUrl, note),
  });
  return { ...who, http };
}

/** Has somebody connect to a drop, by tickets, through the same client as the pages. */
export function connect(
  { addresses, seed, pool }: Reach,
  who: SignedIn,
  dropId: DropId,
  paddleNumber: PaddleNumber | undefined,
): Person {
  const notes = scribe(() => Date.now(), pool);
  const chance = seededStream(seed, `device of ${who.name}`);
  const client = createDropClient({
    webSocketUrl: addresses.webSocketUrl,
    ports: {
      nowMs: () => Date.now(),
      random: chance.next,
      after(ms, call) {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
      openSocket: (url, events) => recordingSocket(url, addresses.siteUrl, events, notes),
      takeTicket: ticketTaker(who.http, dropId),
    },
  });
  client.start();
  return { ...who, paddleNumber, client, scribe: notes };
}

export const isLive = ({ client }: Pick<Person, 'client'>): boolean =>
  client.state().connection.kind === 'live';
