import { createHash, createHmac } from 'node:crypto';

/** A request as a server received it. */
export type ReceivedRequest = {
  readonly method: string;
  /** As it came over the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const escaped = (octet: number): string => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;

/** Octet by octet: the slash stays, and what needs no escape. */
const canonicalPath = (path: string): string =>
  [...Buffer.from(path)]
    .map((octet) => String.fromCharCode(octet))
    .map((character) => (/[A-Za-z0-9._~/-]/.test(character) ? character : escaped(character.charCodeAt(0))))
    .join('');

/** Whether a request's signature is right, checked as the service does who got it: from what came over the wire. */
export function signatureHolds({ method, path, headers, body }: ReceivedRequest, secret: string): boolean {
  const [, scope = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const must = [
    'host',
    'x-amz-date',
    ...Object.keys(headers).filter((name) => name === 'x-amz-security-token'),
  ];
  if (!must.every((name) => names.split(';').includes(name))) return false;

  const lines = names.split(';').map((name) => `${name}:${headers[name]}`);
  const canonical = [method, canonicalPath(path), '', ...lines, '', names, sha256(body)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  return hmac(key, text).toString('hex') === signature;
}
