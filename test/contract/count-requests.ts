import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Requests as they leave the SDK's clients, by command and table. */
export type Counts = Record<string, number>;

type Send = (args: { readonly input: object }) => Promise<unknown>;
/** As much of a client's middleware stack as counting needs; the clients' own types differ too much to be called alike. */
type Stack = {
  add(
    middleware: (next: Send, context: { readonly commandName?: string }) => Send,
    where: { readonly step: 'initialize' },
  ): void;
};

/**
 * Counts what a client asks, at the SDK's own boundary.
 * @param tables what to call each table.
 * @param send how to wait for a request; a stepped clock has to know of it.
 */
export function countInto(
  counts: Counts,
  client: DynamoDBClient,
  tables: Readonly<Record<string, string>>,
  send: <T>(request: Promise<T>) => Promise<T> = (request) => request,
): void {
  (client.middlewareStack as unknown as Stack).add(
    (next, { commandName = '' }) =>
      (args) => {
        const table = 'TableName' in args.input ? ` ${tables[String(args.input.TableName)]}` : '';
        const name = `${commandName.replace('Command', '')}${table}`;
        counts[name] = (counts[name] ?? 0) + 1;
        return send(next(args));
      },
    { step: 'initialize' },
  );
}
