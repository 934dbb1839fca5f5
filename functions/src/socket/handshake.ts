/** What we read of a handshake's event. */
export type Handshake = {
  readonly methodArn: string;
  /** The socket's id is given before it is up. */
  readonly requestContext: { readonly connectionId: string };
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
};

/** A header by its name, however its letters are written. */
export function headerOf({ headers }: Handshake, name: string): string | undefined {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}
