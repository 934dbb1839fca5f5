import { type RequestSigner, requestSigner, sha256Hex } from '@gaveldrop/adapters/aws/request-signer';
import type { EpochMs } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';

const at = (instant: string): EpochMs => Date.parse(instant) as EpochMs;
const inTheSuite = at('2015-08-30T12:36:00Z');
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
/** A temporary key's token from the suite. */
const sessionToken =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';

const ofSuite = (token?: string): RequestSigner =>
  requestSigner({
    credentials: token === undefined ? credentials : { ...credentials, sessionToken: token },
    region: 'us-east-1',
    service: 'service',
  });
const vanilla = {
  method: 'POST',
  path: '/',
  headers: { host: 'example.amazonaws.com' },
  bodyHash: sha256Hex(''),
};
const inScope = 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ';

describe("the signatures that Amazon's test suite of Signature Version 4 expects", () => {
  test.each([
    [
      'get-vanilla',
      { ...vanilla, method: 'GET' },
      'SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'post-vanilla',
      vanilla,
      'SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    [
      'post-header-value-case',
      { ...vanilla, headers: { ...vanilla.headers, 'my-header1': 'VALUE1' } },
      'SignedHeaders=host;my-header1;x-amz-date, Signature=cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
    ],
    [
      'post-x-www-form-urlencoded',
      {
        ...vanilla,
        headers: { ...vanilla.headers, 'content-type': 'application/x-www-form-urlencoded' },
        bodyHash: sha256Hex('Param1=value1'),
      },
      'SignedHeaders=content-type;host;x-amz-date, Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('%s', (_name, request, authorization) => {
    expect(ofSuite()(request, inTheSuite)).toEqual({
      'x-amz-date': '20150830T123600Z',
      authorization: `${inScope}${authorization}`,
    });
  });

  test('post-sts-header-before: a session token is sent and signed', () => {
    expect(ofSuite(sessionToken)(vanilla, inTheSuite)).toEqual({
      'x-amz-date': '20150830T123600Z',
      'x-amz-security-token': sessionToken,
      authorization: `${inScope}SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead`,
    });
  });
});

describe('what is kept between signatures', () => {
  const signatureAt = (sign: RequestSigner, instant: string) => sign(vanilla, at(instant));

  test('all instants of a second are signed alike, and the next second is not', () => {
    const sign = ofSuite();
    const first = signatureAt(sign, '2015-08-30T12:36:00.000Z');
    expect(signatureAt(sign, '2015-08-30T12:36:00.999Z')).toEqual(first);
    const next = signatureAt(sign, '2015-08-30T12:36:01.000Z');
    expect(next['x-amz-date']).toBe('20150830T123601Z');
    expect(next.authorization).not.toBe(first.authorization);
  });

  test('a new day has a new key, and a clock set back has its old one', () => {
    const sign = ofSuite();
    for (const instant of ['2015-08-29T23:59:59.999Z', '2015-08-30T12:36:00Z', '2015-08-31T00:00:00Z'])
      expect(signatureAt(sign, instant)).toEqual(signatureAt(ofSuite(), instant));
    expect(signatureAt(sign, '2015-08-31T00:00:00Z').authorization).toContain(
      'Credential=AKIDEXAMPLE/20150831/us-east-1/service/aws4_request',
    );
    expect(signatureAt(sign, '2015-08-30T12:36:00Z').authorization).toBe(
      `${inScope}SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b`,
    );
  });
});
