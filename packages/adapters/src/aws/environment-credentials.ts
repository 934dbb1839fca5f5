import { type Credentials, environmentCredentials } from '../function-config.ts';

/**
 * Credentials from the environment, where Lambda always puts them, under the SDK's own name for where it looks.
 * A bundle may have it in the place of the SDK's search through files, single sign-on and instance metadata, which is a
 * third of what a function would load and nothing that it could ever find.
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const credentials = environmentCredentials();
  if (credentials !== undefined) return credentials;
  throw Object.assign(new Error('there are no credentials in the environment'), {
    name: 'CredentialsProviderError',
  });
};
