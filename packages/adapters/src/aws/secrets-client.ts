import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** The client of the saleroom's secret. It never retries by itself: who reads says how long one try may take, and how many there are. */
export const secretsClient = (): SecretsManagerClient => new SecretsManagerClient({ maxAttempts: 1 });
