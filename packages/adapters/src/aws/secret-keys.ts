import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Keys } from '@gaveldrop/saleroom';
import { assert } from '@gaveldrop/units';
import { adapterLimits } from '../adapter-limits.ts';
import { keysOnce } from '../keys-once.ts';
import { readAgain } from './try-again.ts';

/** Keys of the secret that the stack made, read from AWS once. @param secretId its ARN. */
export const secretKeys = (client: SecretsManagerClient, secretId: string): Keys =>
  keysOnce(async () => {
    const { SecretString } = await readAgain("read the saleroom's secret", adapterLimits.secretWaitsMs, () =>
      client.send(new GetSecretValueCommand({ SecretId: secretId }), {
        // Of connecting, asking and the whole answer: a timeout of the client's would end with the first line.
        abortSignal: AbortSignal.timeout(adapterLimits.secretTimeoutMs),
      }),
    );
    assert(SecretString !== undefined, "the saleroom's secret is not a text");
    return SecretString;
  });
