import { parseAs, type Schema } from '@gaveldrop/protocol';
import type { Outcome, Person } from '@gaveldrop/saleroom';
import { limits } from '@gaveldrop/units';
import type { Context } from 'hono';
import { type Claims, nameFromClaims, personFromClaims } from './person-from-claims.ts';
import { problem, problemOf } from './problem.ts';

/** What the gateway's event tells beside the request itself. */
export type Environment = {
  readonly Bindings: {
    readonly event: {
      readonly requestContext: { readonly authorizer?: { readonly jwt?: { readonly claims?: Claims } } };
    };
  };
  readonly Variables: { groupClaim: string };
};
export type Asked = Context<Environment>;

/** Thrown to end a request with an answer; the app returns it as it is. */
const answerWith = (response: Response): Error & { response: Response } =>
  Object.assign(new Error('answered'), { response });

export const isAnswer = (thrown: unknown): thrown is { response: Response } =>
  thrown instanceof Error && 'response' in thrown && thrown.response instanceof Response;

const claimsOf = (asked: Asked): Claims | undefined => asked.env.event.requestContext.authorizer?.jwt?.claims;

export const nameOf = (asked: Asked): string | undefined => nameFromClaims(claimsOf(asked));

/** Who is asking. Answers 401 when nobody is signed in. */
export function person(asked: Asked): Person {
  const found = personFromClaims(claimsOf(asked), asked.get('groupClaim'));
  if (found === undefined) throw answerWith(problem('not-signed-in', 'sign in first'));
  return found;
}

/** A value checked by its schema. Answers 400 naming the field. */
function checked<T>(schema: Schema<T>, value: unknown, named?: string): T {
  const parsed = parseAs(schema, value);
  if (parsed.kind === 'valid') return parsed.value;
  const field = named ?? parsed.field;
  const message = named === undefined ? parsed.message : parsed.message.replace('(message)', named);
  throw answerWith(problem('invalid-field', message, field));
}

/** The request's body by its schema. Answers 413, 400 or 400 naming the field. */
export async function body<T>(asked: Asked, schema: Schema<T>): Promise<T> {
  const text = await asked.req.text();
  if (Buffer.byteLength(text) > limits.httpBodyBytesMax)
    throw answerWith(problem('body-too-long', `a body may have at most ${limits.httpBodyBytesMax} bytes`));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw answerWith(problem('not-json', 'the body must be JSON'));
  }
  return checked(schema, value);
}

/** A part of the path by its schema; `read` turns its text into the value to check. */
export const pathPart = <T>(
  asked: Asked,
  name: string,
  schema: Schema<T>,
  read: (text: string) => unknown = (text) => text,
): T => checked(schema, read(asked.req.param(name) ?? ''), name);

/** A whole number in the query by its schema; `absent` when it is not there. */
export function queryNumber<T>(asked: Asked, name: string, schema: Schema<T>, absent?: T): T {
  const text = asked.req.query(name);
  if (text === undefined && absent !== undefined) return absent;
  return checked(schema, wholeNumber(text ?? ''), name);
}

/** The number a text spells with digits alone, else the text, for the schema to refuse. */
export const wholeNumber = (text: string): unknown => (/^-?[0-9]{1,16}$/.test(text) ? Number(text) : text);

/** A use case's outcome as the answer. */
export const answer = <T>(outcome: Outcome<T>, status: 200 | 201 = 200): Response =>
  outcome.kind === 'done' ? Response.json(outcome.value, { status }) : problemOf(outcome);
