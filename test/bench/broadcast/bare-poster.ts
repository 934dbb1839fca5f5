import { Agent, request } from 'node:http';

/** Posts a text to a connection as barely as Node can. @returns the status it was answered with. */
export type BarePost = (connectionId: string, text: string) => Promise<number>;

/**
 * Unsigned posts over `socketsMax` sockets that stay open, without a deadline: the least that reaching somebody through
 * `@connections` takes from here.
 */
export function barePoster(
  endpoint: string,
  socketsMax: number,
): { readonly post: BarePost; readonly close: () => void } {
  const { hostname, port, pathname } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: socketsMax, maxFreeSockets: socketsMax });
  const post: BarePost = (connectionId, text) =>
    new Promise((resolve, reject) => {
      const path = `${pathname}/@connections/${encodeURIComponent(connectionId)}`;
      const headers = { 'content-length': Buffer.byteLength(text) };
      const sent = request({ hostname, port, path, method: 'POST', headers, agent }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      sent.on('error', reject);
      sent.end(text);
    });
  return { post, close: () => agent.destroy() };
}
