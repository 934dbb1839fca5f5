import type { HttpFetch } from '@gaveldrop/client';
import type { Said } from './evidence.ts';

const answersWithinMs = 20_000;

/** How an answer over HTTP is to be judged, by what was asked for. */
function overOf(url: string): Said['over'] {
  const { pathname } = new URL(url);
  if (pathname.endsWith('/receipts')) return 'own-bids';
  return pathname.includes('/sellers/') ? 'statement' : 'http';
}

/** Node's `fetch` as a page of `siteUrl` would use it; every answer is written down as said to `to`. */
export function recordingFetch(to: string, siteUrl: string, note: (said: Said) => void): HttpFetch {
  return async (url, request) => {
    const answer = await fetch(url, {
      ...request,
      headers: { ...request.headers, origin: siteUrl },
      signal: AbortSignal.timeout(answersWithinMs),
    });
    const text = await answer.text();
    note({ to, over: overOf(url), text });
    return { status: answer.status, text: async () => text };
  };
}
