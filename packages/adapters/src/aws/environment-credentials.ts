/** What signs a request; the session token is absent for keys that belong to a person. */
export type EnvironmentCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/**
 * Credentials from the environment, where Lambda always puts them.
 * The functions' bundles have it in the place of the SDK's own search (files, single sign-on, instance metadata), which is
 * a quarter of what a function would load and nothing that it could ever find.
 */
export const defaultProvider = () => async (): Promise<EnvironmentCredentials> => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw Object.assign(new Error('there are no credentials in the environment'), {
      name: 'CredentialsProviderError',
    });
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
  };
};
