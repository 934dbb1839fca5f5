import { secretKeys } from '@gaveldrop/adapters/aws/secret-keys';
import { secretsClient } from '@gaveldrop/adapters/aws/secrets-client';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import type { Keys } from '@gaveldrop/saleroom';

/**
 * The saleroom's keys, whose secret begins to be read when the function is loaded: whoever needs them first waits for
 * what is left of that. If it fails, they ask again.
 */
export function signingKeys(): Keys {
  const { saleroomSecret } = functionConfig(['saleroomSecret']);
  const keys = secretKeys(secretsClient(), saleroomSecret);
  void keys.load();
  return keys;
}
