/** An access token for somebody, from the saleroom's own issuer. */
export async function signIn(
  { issuerUrl }: { readonly issuerUrl: string },
  sub: string,
  groups: readonly string[] = [],
): Promise<string> {
  const response = await fetch(`${issuerUrl}/dev/token`, {
    method: 'POST',
    body: JSON.stringify({ sub, groups }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}
