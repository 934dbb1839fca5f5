import { createHash } from 'node:crypto';
import type { OpenServer } from './open-server.ts';
import type { SitePlan } from './read-site.ts';
import { requestUrl } from './request-url.ts';

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

/** Serves the site's files as CloudFront does from its bucket: the root object for `/`, 403 for what is not there. */
export function serveSite(open: OpenServer, { files, rootObject, behaviors }: SitePlan): void {
  const tags = new Map(
    [...files].map(([key, content]) => [key, `"${createHash('md5').update(content).digest('hex')}"`]),
  );

  open.serve((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(403);
      response.end();
      return;
    }
    let key = requestUrl(request)?.pathname.slice(1) ?? '';
    try {
      key = decodeURIComponent(key);
    } catch {
      // Not an escape after all: the path is taken as it stands.
    }
    if (key === '') key = rootObject;
    const headers = behaviors.find(({ matches }) => matches(key))?.headers ?? {};
    const content = files.get(key);
    if (content === undefined) {
      // A private bucket does not say whether there is such a file.
      response.writeHead(403, { 'content-type': 'text/plain', ...headers });
      response.end('There is no such page.');
      return;
    }
    const etag = tags.get(key) ?? '';
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag, ...headers });
      response.end();
      return;
    }
    const type = contentTypes[key.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': content.length, etag, ...headers });
    response.end(request.method === 'HEAD' ? undefined : content);
  });
}
