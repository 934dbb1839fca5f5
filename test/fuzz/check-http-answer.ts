import {
  catalogueEntrySchema,
  catalogueSchema,
  dropListSchema,
  dropSchema,
  historySchema,
  keySetSchema,
  meSchema,
  netSchema,
  paddleListSchema,
  paddleSchemaForAuctioneer,
  problemSchema,
  receiptListSchema,
  registrationSchema,
  snapshotSchema,
  statementListSchema,
  statementSchema,
  ticketSchema,
} from '@gaveldrop/protocol';
import type { HttpCase } from './hostile-case.ts';

type Parses = { safeParse(value: unknown): { readonly success: boolean } };

/** What a granted request at each route is answered with, and whether anybody may ask. */
const granted: readonly (readonly [
  method: string,
  path: RegExp,
  answer: Parses,
  access: 'all' | 'signed in',
])[] = [
  ['GET', /^\/me$/, meSchema, 'signed in'],
  ['GET', /^\/keys$/, keySetSchema, 'all'],
  ['GET', /^\/drops$/, dropListSchema, 'all'],
  ['POST', /^\/drops$/, dropSchema, 'signed in'],
  ['GET', /^\/drops\/[^/]+$/, dropSchema, 'all'],
  ['GET', /^\/drops\/[^/]+\/lots$/, catalogueSchema, 'all'],
  ['POST', /^\/drops\/[^/]+\/lots$/, catalogueEntrySchema, 'signed in'],
  ['PATCH', /^\/drops\/[^/]+\/lots\/[^/]+$/, catalogueEntrySchema, 'signed in'],
  ['GET', /\/history$/, historySchema, 'all'],
  ['GET', /\/snapshot$/, snapshotSchema, 'all'],
  ['GET', /\/receipts$/, receiptListSchema, 'signed in'],
  ['POST', /\/paddles$/, registrationSchema, 'signed in'],
  ['GET', /\/paddles$/, paddleListSchema, 'signed in'],
  ['PUT', /\/(suspension|limit|seller)$/, paddleSchemaForAuctioneer, 'signed in'],
  ['POST', /^\/tickets$/, ticketSchema, 'signed in'],
  ['GET', /\/net$/, netSchema, 'signed in'],
  ['GET', /\/statements$/, statementListSchema, 'signed in'],
  ['GET', /\/statements\/[^/]+$/, statementSchema, 'signed in'],
];

export type HttpAnswer = {
  readonly statusCode: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with the form of an answer, if anything. */
export function wrongInHttpAnswer(
  { method, path, who }: Pick<HttpCase, 'method' | 'path' | 'who'>,
  { statusCode, body, headers = {} }: HttpAnswer,
): string | undefined {
  const split = Object.entries(headers).find((header) => /[\r\n]/.test(header.join('')));
  if (split !== undefined) return `the header ${split[0]} goes over a line`;
  const type = headers['content-type'] ?? '';
  if (statusCode >= 500) return `${statusCode}: ${body}`;
  if (statusCode >= 400) {
    const problem = problemSchema.safeParse(parsed(body));
    if (!problem.success || !type.startsWith('application/problem+json'))
      return `${statusCode} without problem details: ${type} ${body}`;
    return problem.data.status === statusCode && problem.data.code !== ''
      ? undefined
      : `a problem that contradicts itself: ${body}`;
  }
  if (statusCode !== 200 && statusCode !== 201) return `${statusCode} is no answer of ours`;
  const route = granted.find(([of, pattern]) => of === method && pattern.test(path));
  if (route === undefined) return `${statusCode} where there is no route`;
  if (route[3] === 'signed in' && who === undefined) return `${statusCode} for nobody`;
  if (!type.startsWith('application/json')) return undefined;
  return route[2].safeParse(parsed(body)).success ? undefined : `an answer of another form: ${body}`;
}
