import { createPublicKey, verify } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretKeys } from '@gaveldrop/adapters/aws/secret-keys';
import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import type { Keys } from '@gaveldrop/saleroom';
import type { DropId } from '@gaveldrop/units';
import { expect, onTestFinished, test } from 'vitest';
import { openServer } from '../../packages/local/src/open-server.ts';
import { createSecretsApi } from '../../packages/local/src/secrets-api.ts';
import { bothVersions } from './both-versions.ts';
import './emulated-aws.ts';

const text = "the saleroom's secret, as every test knows it";
const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:Keys-a1b2c3';
const dropId = '01J00000000000000000000002' as DropId;
const otherDropId = '01J00000000000000000000004' as DropId;
const bidId = '01J00000000000000000000001';
const otherBidId = '01J00000000000000000000003';

/** A client that waits as long as it takes, of secrets that hold one. */
async function keysOnAws(secretId = arn): Promise<Keys> {
  const server = await openServer('127.0.0.1', 0, 'secrets');
  onTestFinished(server.stop);
  server.serve(createSecretsApi([{ arn, name: 'Keys', text }]));
  const endpoint = `http://127.0.0.1:${server.port}`;
  return secretKeys(new SecretsManagerClient({ endpoint, maxAttempts: 1 }), secretId);
}

// The expected values were worked out from the text with another language's HMAC, and with OpenSSL's Ed25519.
bothVersions<Keys>('keys', { memory: async () => memoryKeys(text), aws: () => keysOnAws() }, (make) => {
  test('a salt is 64 hexadecimal characters, its own for each drop and each id, and always the same', async () => {
    const keys = await (await make()).load();
    expect(keys.salt(dropId, bidId)).toBe('5e4a078ad04f721991c196761a628a9e7d17de6f9596ec89db6578a6cf254b9a');
    expect(keys.salt(dropId, otherBidId)).toBe(
      '7ecd721788a5600d3dd45fbdca8c98466b4e647a495243c0a8461e52f4fbae47',
    );
    expect(keys.salt(otherDropId, bidId)).toBe(
      '3dd402f47cd77bd76186b3c9f1271cd584d2af8430cd0422c6a23b29d132226e',
    );
  });

  test('a signature is over the UTF-8 of a text, and anyone can check it with the public key', async () => {
    const { sign, publicKey, keyId } = await (await make()).load();
    const text = 'Lot 7 — „zu spät“';
    const signature = sign(text);
    expect(signature).toBe(
      'RU6NX8H9UgNq01PjFYmE3nALxxoDP4HwhxO850EFRwF9KNpqtTCZBfiXCRS8j9Qun9VJduoB99uliTQdMi16CA',
    );
    expect(publicKey).toBe('ZNTmzK4ZrxqgDfFVtoETICALyC6ynphsCnH41jc-KsQ');
    expect(keyId).toBe('X7gEi_nCf59y-sEniSJR2GXaP-E42BiGudebzXRaPjw');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    const checks = (of: string): boolean =>
      verify(null, Buffer.from(of), key, Buffer.from(signature, 'base64url'));
    expect([checks(text), checks('Lot 8 — „zu spät“')]).toEqual([true, false]);
  });

  test('the secret is opened once', async () => {
    const keys = await make();
    const [first, second] = await Promise.all([keys.load(), keys.load()]);
    expect(second).toBe(first);
    expect(await keys.load()).toBe(first);
  });
});

test('a secret goes by its name as well as by its ARN', async () => {
  const keys = await (await keysOnAws('Keys')).load();
  expect(keys.keyId).toBe('X7gEi_nCf59y-sEniSJR2GXaP-E42BiGudebzXRaPjw');
});

test('a secret that is not there is a fault, which names no secret', async () => {
  const loading = (await keysOnAws(`${arn}x`)).load();
  await expect(loading).rejects.toMatchObject({
    faultKind: 'unavailable',
    message: "cannot read the saleroom's secret",
    cause: { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 400 } },
  });
});
