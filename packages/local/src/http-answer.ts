import { isRecord } from './template-properties.ts';

export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

/** What a function's result means in payload format 2.0; undefined when it means nothing, which is a 500. */
export function httpAnswer(result: unknown): HttpAnswer | undefined {
  if (!isRecord(result) || result.statusCode === undefined) {
    // A result without a status is a body that went well.
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const statusCode = Number(result.statusCode);
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) return undefined;
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(isRecord(result.headers) ? result.headers : {})) {
    headers[name.toLowerCase()] = String(value);
  }
  if (Array.isArray(result.cookies)) headers['set-cookie'] = result.cookies.map(String);
  const text = typeof result.body === 'string' ? result.body : '';
  const body = Buffer.from(text, result.isBase64Encoded === true ? 'base64' : 'utf8');
  if (body.length > 0) headers['content-type'] ??= 'text/plain;charset=utf-8';
  return { statusCode, headers, body };
}
