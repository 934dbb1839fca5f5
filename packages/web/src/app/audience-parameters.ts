/**
 * How a token for our API is asked for. Issuers listen to one of two names; `resource` must be an absolute address
 * (RFC 8707), and where the audience is none, as with an issuer that puts the client id there, it is left out.
 */
export function audienceParameters(audience: string): Record<string, string> {
  if (!URL.canParse(audience)) return { audience };
  return { audience, resource: audience };
}
