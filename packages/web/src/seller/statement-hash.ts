/** The part of the address that shows a statement. */
export const statementHash = (statementId: string): string =>
  `#/statements/${encodeURIComponent(statementId)}`;

/** The statement that the address shows, if it shows one. */
export function statementInHash(hash: string): string | undefined {
  const encoded = /^#\/statements\/([^/]+)$/.exec(hash)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    // An address that somebody mistyped shows no statement.
    return undefined;
  }
}
