import type { ProblemDetails } from '@gaveldrop/protocol';
import type { Refusal, RefusalCode } from '@gaveldrop/saleroom';

type ProblemCode =
  | RefusalCode
  | 'not-signed-in'
  | 'not-found'
  | 'body-too-long'
  | 'not-json'
  | 'invalid-request'
  | 'internal'
  | 'try-again';

/** The HTTP status each code goes out with, and its short title. */
const statuses: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  'not-signed-in': [401, 'Not signed in'],
  'not-found': [404, 'Not found'],
  'body-too-long': [413, 'Body too long'],
  'not-json': [400, 'Not JSON'],
  'invalid-request': [400, 'Invalid request'],
  internal: [500, 'Something went wrong'],
  'try-again': [503, 'Try again'],
  'invalid-field': [400, 'Invalid field'],
  'drop-unknown': [404, 'No such drop'],
  'lot-unknown': [404, 'No such lot'],
  'paddle-unknown': [404, 'No such paddle'],
  'statement-unknown': [404, 'No such statement'],
  'not-auctioneer': [403, 'Not allowed'],
  'not-this-seller': [403, 'Not allowed'],
  'origin-not-allowed': [403, 'Not allowed'],
  'too-many-connections': [409, 'Full'],
  'drop-exists': [409, 'Id in use'],
  'lot-exists': [409, 'Id in use'],
  'lot-not-scheduled': [409, 'Too late'],
  'lots-max': [409, 'Full'],
  'paddle-not-registered': [404, 'Not registered'],
  'suspended-paddles-max': [409, 'Full'],
  busy: [503, 'Busy'],
};

/** Problem details (RFC 9457) with a stable code; nothing of our insides. */
export function problem(code: ProblemCode, detail: string, field?: string | undefined): Response {
  const [status, title] = statuses[code];
  const body: ProblemDetails = {
    type: 'about:blank',
    title,
    status,
    detail,
    code,
    ...(field === undefined ? {} : { field }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

export const problemOf = ({ code, detail, field }: Refusal): Response => problem(code, detail, field);
