import type { IncomingMessage } from 'node:http';

/** A request's path and query; undefined when they are none. What looks like another host is part of the path. */
export function requestUrl(request: IncomingMessage): URL | undefined {
  const target = request.url ?? '/';
  const absolute = target.startsWith('/') ? `http://local${target}` : target;
  return URL.canParse(absolute) ? new URL(absolute) : undefined;
}
