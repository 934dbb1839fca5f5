import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AudienceStore, Lease } from '@gaveldrop/saleroom';
import { type ConnectionId, type EpochMs, epochMs, limits } from '@gaveldrop/units';
import { adapterLimits } from '../adapter-limits.ts';
import { connectionKeys } from '../connection-keys.ts';
import { tableKeys } from '../names.ts';
import { documentDynamo } from './document-dynamo.ts';
import { getDocument } from './get-document.ts';
import { writeAgain } from './try-again.ts';

/** Leases as they are kept: by connection, so that one can be changed without reading the others. */
type Kept = {
  readonly leases: Readonly<Record<string, Omit<Lease, 'connectionId'>>>;
  readonly ticketsFromMs: EpochMs;
  readonly version: number;
};

const expiryName = tableKeys.connections.expiresAtS;
/** When the table may tidy the item away: not before every socket of a lease that counts until then has ended. */
const expiryS = (expiresAtMs: number): number => Math.ceil((expiresAtMs + limits.connectionLifeMs) / 1_000);

/** Whether the write was made; false when its condition did not hold. */
async function written(what: string, write: () => Promise<unknown>): Promise<boolean> {
  try {
    await writeAgain(what, adapterLimits.steadyWaitsMs, write);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'ConditionalCheckFailedException') return false;
    throw thrown;
  }
}

/** The leases of each person in each drop, one item each. Changes of single leases count as changes of the item. */
export function dynamoLeases(
  client: DynamoDBClient,
  tableName: string,
): Pick<AudienceStore, 'readLeases' | 'commitLeases' | 'renewLease' | 'giveBackLease'> {
  const documents = documentDynamo(client);
  const update = (request: Omit<UpdateCommandInput, 'TableName'>) =>
    documents.send(new UpdateCommand({ TableName: tableName, ...request }));

  return {
    readLeases: async (dropId, userId) => {
      const key = connectionKeys.leases(dropId, userId);
      const kept = await getDocument<Kept>(documents, "read a person's leases", tableName, key);
      const leases = Object.entries(kept?.leases ?? {}).map(([connectionId, lease]) => ({
        connectionId: connectionId as ConnectionId,
        ...lease,
      }));
      return {
        ...{ dropId, userId, leases },
        ticketsFromMs: kept?.ticketsFromMs ?? epochMs(0),
        version: kept?.version ?? 0,
      };
    },
    commitLeases: ({ dropId, userId, leases, ticketsFromMs, version }) => {
      const byConnection = leases.map(({ connectionId, ...lease }) => [connectionId, lease] as const);
      const latestMs = Math.max(ticketsFromMs, ...leases.map(({ expiresAtMs }) => expiresAtMs));
      const put = new PutCommand({
        TableName: tableName,
        Item: {
          ...connectionKeys.leases(dropId, userId),
          ...{ leases: Object.fromEntries(byConnection), ticketsFromMs, version },
          [expiryName]: expiryS(latestMs),
        },
        ...(version === 1
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'version = :before',
              ExpressionAttributeValues: { ':before': version - 1 },
            }),
      });
      return written("write a person's leases", () => documents.send(put));
    },
    renewLease: async (dropId, userId, connectionId, expiresAtMs) => {
      await written('renew a lease', () =>
        update({
          Key: connectionKeys.leases(dropId, userId),
          UpdateExpression: 'SET leases.#id.expiresAtMs = :until, #expiry = :tidy ADD version :one',
          ConditionExpression: 'attribute_exists(leases.#id)',
          ExpressionAttributeNames: { '#id': connectionId, '#expiry': expiryName },
          ExpressionAttributeValues: { ':until': expiresAtMs, ':tidy': expiryS(expiresAtMs), ':one': 1 },
        }),
      );
    },
    giveBackLease: async (dropId, userId, connectionId) => {
      await written('give back a lease', () =>
        update({
          Key: connectionKeys.leases(dropId, userId),
          UpdateExpression: 'REMOVE leases.#id ADD version :one',
          ConditionExpression: 'attribute_exists(leases.#id)',
          ExpressionAttributeNames: { '#id': connectionId },
          ExpressionAttributeValues: { ':one': 1 },
        }),
      );
    },
  };
}
