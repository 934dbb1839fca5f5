import type { Template } from './template.ts';
import { issuerNames } from './token-issuer.ts';

/** The same place under the other name that people type. */
export const aliases = (url: string): readonly string[] =>
  url.includes('//127.0.0.1:') ? [url.replace('127.0.0.1', 'localhost')] : [];

/** Values of the parameters that only the runner can know, of those that the template has. */
export function ownParameters(
  template: Template,
  issuerUrl: string,
  siteUrl: string,
): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> = {
    Issuer: issuerUrl,
    Audience: issuerNames.audience,
    ClientId: issuerNames.clientId,
    GroupClaim: issuerNames.groupClaim,
    // The site itself is always allowed.
    AllowedOrigins: aliases(siteUrl).join(','),
  };
  return Object.fromEntries(
    Object.entries(known).filter(([name]) => template.Parameters?.[name] !== undefined),
  );
}
