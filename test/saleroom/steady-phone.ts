import { createDropClient, createSaleroomHttp, type DropClient, ticketTaker } from '@gaveldrop/client';
import type { Saleroom } from '@gaveldrop/local';
import type { DropId } from '@gaveldrop/units';
import { WebSocket } from 'ws';

/** A phone with the client that the pages use: it comes back by itself, and sends what was not answered again. */
export function steadyPhone(
  {
    httpUrl,
    siteUrl,
    webSocketUrl,
    snapshotUrl,
    feedUrl: url,
    feedHost: host,
  }: Pick<Saleroom, 'httpUrl' | 'siteUrl' | 'webSocketUrl'> &
    Partial<Pick<Saleroom, 'snapshotUrl' | 'feedUrl' | 'feedHost'>>,
  token: string,
  dropId: string,
): DropClient {
  const http = createSaleroomHttp({
    httpUrl,
    snapshotUrl,
    token: async () => token,
    fetch: (url, { headers, ...request }) =>
      fetch(url, { ...request, headers: { ...headers, origin: siteUrl } }),
  });
  return createDropClient({
    webSocketUrl,
    ...(url && host ? { feed: { url, host, dropId: dropId as DropId, token: async () => token } } : {}),
    ports: {
      nowMs: Date.now,
      random: Math.random,
      after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
      takeTicket: ticketTaker(http, dropId as DropId),
      readSnapshot: (wanted) => http.snapshot(dropId as DropId, wanted),
      openSocket: (url, events, protocols = []) => {
        const socket = new WebSocket(url, [...protocols], { origin: siteUrl, perMessageDeflate: false });
        socket.on('open', () => events.onOpen());
        socket.on('message', (data) => events.onMessage(data.toString()));
        // Whatever goes wrong with a socket, it closes next, and that is told.
        socket.on('error', () => undefined);
        socket.on('close', (code) => events.onClose(code));
        return { send: (text) => socket.send(text), close: () => socket.close() };
      },
    },
  });
}
