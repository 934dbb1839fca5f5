import { ed25519Signer } from '@gaveldrop/adapters/ed25519-signer';
import { saleroomKeys } from '@gaveldrop/adapters/saleroom-keys';
import { expect, test } from 'vitest';

// The first key of RFC 8032, section 7.1, which is the key of RFC 8037, appendix A, too.
const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const empty =
  'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';

test('the key of a seed is the one that the RFCs name, under its thumbprint', () => {
  const { publicKey, keyId } = ed25519Signer(seed);
  expect(publicKey).toBe('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo');
  expect(keyId).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

test('its signatures are those of the RFCs', () => {
  const { sign } = ed25519Signer(seed);
  expect(Buffer.from(sign(''), 'base64url').toString('hex')).toBe(empty);
  expect(sign('eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc')).toBe(
    'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
  );
});

test('a secret that could be guessed is a bug', () => {
  expect(() => saleroomKeys('a'.repeat(31))).toThrow("bug: the saleroom's secret is too short");
  expect(saleroomKeys('a'.repeat(32)).keyId).toMatch(/^[\w-]{43}$/);
});
