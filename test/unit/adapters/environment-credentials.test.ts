import { defaultProvider } from '@gaveldrop/adapters/aws/environment-credentials';
import { expect, test, vi } from 'vitest';

test('credentials are those of the environment, with the session token where there is one', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
  expect(await defaultProvider()()).toEqual({
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  });
  vi.stubEnv('AWS_SESSION_TOKEN', undefined);
  expect(await defaultProvider()()).toEqual({ accessKeyId: 'key', secretAccessKey: 'secret' });
  vi.stubEnv('AWS_ACCESS_KEY_ID', '');
  await expect(defaultProvider()()).rejects.toMatchObject({ name: 'CredentialsProviderError' });
  vi.unstubAllEnvs();
});
