import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { EpochMs } from '@gaveldrop/units';
import type { Credentials } from '../function-config.ts';
import { lastMade } from './last-made.ts';
import { uriEncoded } from './uri-encoded.ts';

export type SignerOptions = {
  readonly credentials: Credentials;
  readonly region: string;
  /** The service's name in signatures, such as `execute-api`. */
  readonly service: string;
};

/** A request without a query. */
export type SignableRequest = {
  readonly method: string;
  /** As it goes over the wire, already encoded, from its first slash. */
  readonly path: string;
  /** What is to be signed, `host` among it. Names are lower case; values have no space to spare. */
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body, in hexadecimal. */
  readonly bodyHash: string;
};

/** The headers that must go with a request besides its own. */
export type RequestSigner = (request: SignableRequest, nowMs: EpochMs) => Readonly<Record<string, string>>;

export const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

const hmac = (key: string | Buffer | KeyObject, text: string) => createHmac('sha256', key).update(text);

/** An instant as `20261122T030405Z`. */
const compactInstant = (second: number): string =>
  `${new Date(second * 1_000).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** A path that is encoded already, encoded once more: what every service but S3 signs. */
const encodedAgain = (path: string): string => path.split('/').map(uriEncoded).join('/');

/**
 * Signs requests by AWS Signature Version 4 (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html).
 * What holds for a second is worked out once a second, and the signing key once a day: of five keyed hashes one is left.
 */
export function requestSigner({ credentials, region, service }: SignerOptions): RequestSigner {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const token = sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken };

  const ofDay = lastMade((day: string) => {
    const inRegion = hmac(hmac(`AWS4${secretAccessKey}`, day).digest(), region).digest();
    const key = createSecretKey(hmac(hmac(inRegion, service).digest(), 'aws4_request').digest());
    return { key, scope: `${day}/${region}/${service}/aws4_request` };
  });
  const ofSecond = lastMade((second: number) => {
    const instant = compactInstant(second);
    return { ...ofDay(instant.slice(0, 8)), instant, stamp: { 'x-amz-date': instant, ...token } };
  });

  return ({ method, path, headers, bodyHash }, nowMs) => {
    const { key, scope, instant, stamp } = ofSecond(Math.floor(nowMs / 1_000));
    const signed = Object.entries({ ...headers, ...stamp }).sort(([a], [b]) => (a < b ? -1 : 1));
    const names = signed.map(([name]) => name).join(';');
    const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
    const canonical = `${method}\n${encodedAgain(path)}\n\n${lines}\n${names}\n${bodyHash}`;
    const signature = hmac(key, `AWS4-HMAC-SHA256\n${instant}\n${scope}\n${sha256Hex(canonical)}`).digest(
      'hex',
    );
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return { ...stamp, authorization };
  };
}
