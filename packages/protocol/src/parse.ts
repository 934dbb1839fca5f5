import { limits } from '@gaveldrop/units';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { type Action, clientMessageSchemas, type MessageOf } from './client-messages.ts';

z.config(en());

export type Parsed<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly code: string; readonly field: string; readonly message: string };

/** A form that values are checked against. */
export type Schema<T> = z.ZodMiniType<T>;

/** A field's path as the rules spell it too: `ladder[1].fromCents`. */
const spelled = (path: readonly PropertyKey[]): string =>
  path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
    .join('');

/** A value checked against a schema; an invalid one names its first wrong field and what is wrong with it. */
export function parseAs<T>(schema: Schema<T>, value: unknown): Parsed<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind: 'valid', value: parsed.data };
  const [issue] = parsed.error.issues;
  const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = spelled([...(issue?.path ?? []), ...extra]);
  const field = path === '' ? '(message)' : path.slice(0, 100);
  const problem = extra.length > 0 ? 'is not a field of this message' : (issue?.message ?? 'is invalid');
  return { kind: 'invalid', code: 'invalid-field', field, message: `${field}: ${problem}` };
}

/** The action that a message names, as far as it can be read. */
export function actionOf(body: string): string | undefined {
  try {
    const action: unknown = (JSON.parse(body) as { action?: unknown } | null)?.action;
    return typeof action === 'string' ? action.slice(0, 32) : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes a text takes on the wire; half a surrogate pair counts as the replacement it is sent as. */
export function byteLength(text: string): number {
  const wellFormed = text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD');
  return encodeURIComponent(wellFormed).replace(/%../g, '.').length;
}

/** A client's message for the action its route was chosen by, or what is wrong with it. */
export function parseClientMessage<A extends Action>(action: A, body: string): Parsed<MessageOf<A>> {
  const bytesMax = action === 'hello' ? limits.helloBytesMax : limits.messageBytesMax;
  const bytes = body.length > bytesMax ? body.length : byteLength(body);
  if (bytes > bytesMax) {
    const message = `the message has ${bytes} bytes; ${action} may have at most ${bytesMax}`;
    return { kind: 'invalid', code: 'message-too-long', field: '(message)', message };
  }
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: 'invalid', code: 'not-json', field: '(message)', message: 'the message is not JSON' };
  }
  return parseAs(clientMessageSchemas[action] as unknown as Schema<MessageOf<A>>, value);
}
