import type { RoutePlan } from './read-apis.ts';

export type RouteMatch = {
  readonly route: RoutePlan;
  readonly pathParameters: Readonly<Record<string, string>>;
};

/** Finds the route of a method and a path; undefined when there is none. */
export type FindRoute = (method: string, path: string) => RouteMatch | undefined;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** How exactly a path is named, segment by segment: itself before any one segment before the whole rest. */
function exactness(path: string): string {
  return path
    .split('/')
    .map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0'))
    .join('');
}

/**
 * Routes as an HTTP API finds them: the most exact path first, a named method before `ANY`, `$default` last. Path
 * parameters are decoded.
 */
export function createFindRoute(routes: Iterable<RoutePlan>): FindRoute {
  const all = [...routes];
  const fallback = all.find(({ routeKey }) => routeKey === '$default');
  const entries = all
    .filter((route) => route !== fallback)
    .map((route) => {
      const [method = '', path = ''] = route.routeKey.split(' ');
      const pattern = path
        .split('/')
        .map((part) => {
          if (part.endsWith('+}')) return '(.+)';
          return part.startsWith('{') ? '([^/]+)' : escaped(part);
        })
        .join('/');
      const names = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => name);
      const order = `${exactness(path)}${method === 'ANY' ? '1' : '0'}`;
      return { route, method, names, order, pattern: new RegExp(`^${pattern}$`) };
    })
    .toSorted((a, b) => (a.order < b.order ? -1 : 1));

  return (method, path) => {
    for (const entry of entries) {
      if (entry.method !== method && entry.method !== 'ANY') continue;
      const found = entry.pattern.exec(path);
      if (found === null) continue;
      const values = found.slice(1).map((value) => {
        try {
          return decodeURIComponent(value);
        } catch {
          // Not an escape after all: the text is taken as it stands.
          return value;
        }
      });
      return {
        route: entry.route,
        pathParameters: Object.fromEntries(entry.names.map((name, at) => [name, values[at] ?? ''])),
      };
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: {} };
  };
}
