import type { CorsPlan } from './read-apis.ts';

/** The headers that let a page of `origin` read an answer; none when it may not. */
export function corsHeaders(cors: CorsPlan, origin: string | undefined): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  const everyOrigin = cors.origins.includes('*');
  if (!everyOrigin && !cors.origins.includes(origin)) return {};
  return {
    'access-control-allow-origin': everyOrigin && !cors.credentials ? '*' : origin,
    ...(everyOrigin ? {} : { vary: 'Origin' }),
    ...(cors.credentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.exposedHeaders.length > 0
      ? { 'access-control-expose-headers': cors.exposedHeaders.join(',') }
      : {}),
  };
}

/** The answer's headers when a browser asks whether it may. */
export function preflightHeaders(
  cors: CorsPlan,
  origin: string | undefined,
): Readonly<Record<string, string>> {
  const allowed = corsHeaders(cors, origin);
  if (Object.keys(allowed).length === 0) return {};
  return {
    ...allowed,
    'access-control-allow-methods': cors.methods.join(','),
    'access-control-allow-headers': cors.headers.join(','),
    ...(cors.maxAgeS === undefined ? {} : { 'access-control-max-age': String(cors.maxAgeS) }),
  };
}
