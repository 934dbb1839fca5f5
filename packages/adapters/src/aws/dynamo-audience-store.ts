import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AudienceStore, Connection, Ticket } from '@gaveldrop/saleroom';
import type { ConnectionId, EpochMs } from '@gaveldrop/units';
import { adapterLimits } from '../adapter-limits.ts';
import { connectionKeys, shardPartition } from '../connection-keys.ts';
import { tableKeys } from '../names.ts';
import { documentDynamo } from './document-dynamo.ts';
import { dynamoLeases } from './dynamo-leases.ts';
import { dynamoShardLoads } from './dynamo-shard-loads.ts';
import { dynamoShardReads, patientShardRead } from './dynamo-shard-reads.ts';
import { queryAll } from './query-all.ts';
import { writeAgain, writeOnce } from './try-again.ts';

const expiryName = tableKeys.connections.expiresAtS;
/** When the table may tidy an item away; what expiry means is decided by `expiresAtMs`. */
const expiry = (expiresAtMs: EpochMs) => ({ [expiryName]: Math.ceil(expiresAtMs / 1_000) });
/** A connection as its item says it, besides where it is. */
type KeptConnection = Pick<Connection, 'paddleNumber' | 'expiresAtMs'> & { readonly sk: ConnectionId };
const isConditionFailed = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === 'ConditionalCheckFailedException';

/** Who listens, in the connections table. */
export function dynamoAudienceStore(client: DynamoDBClient, tableName: string): AudienceStore {
  const documents = documentDynamo(client);
  const waitsMs = adapterLimits.steadyWaitsMs;

  return {
    ...dynamoShardReads(client, tableName, patientShardRead),
    ...dynamoShardLoads(client, tableName),
    ...dynamoLeases(client, tableName),
    keepTicket: async ({ ticket, principal, origin, issuedAtMs, expiresAtMs }) => {
      const Item = {
        ...connectionKeys.ticket(ticket),
        ...{ principal, origin, issuedAtMs, expiresAtMs, ...expiry(expiresAtMs) },
      };
      await writeAgain('keep a ticket', waitsMs, () =>
        documents.send(new PutCommand({ TableName: tableName, Item })),
      );
    },
    takeTicket: async (ticket, origin, nowMs) => {
      const sameOrigin = origin === undefined ? 'attribute_not_exists(origin)' : 'origin = :origin';
      const request = {
        TableName: tableName,
        Key: connectionKeys.ticket(ticket),
        ConditionExpression: `expiresAtMs > :now AND ${sameOrigin}`,
        ExpressionAttributeValues: { ':now': nowMs, ...(origin === undefined ? {} : { ':origin': origin }) },
        ReturnValues: 'ALL_OLD' as const,
      };
      try {
        // Never sent twice: were the first answer lost, the second would call a good ticket spent.
        const { Attributes } = await writeOnce('take a ticket', () =>
          documents.send(new DeleteCommand(request)),
        );
        if (Attributes === undefined) return undefined;
        const { principal, issuedAtMs, expiresAtMs } = Attributes as Omit<Ticket, 'ticket' | 'origin'>;
        return { ticket, principal, origin, issuedAtMs, expiresAtMs };
      } catch (thrown) {
        if (isConditionFailed(thrown)) return undefined;
        throw thrown;
      }
    },
    createShards: async (dropId, shardCount, nowMs) => {
      const request = {
        TableName: tableName,
        // From the first on, nobody can know a smaller count: all its shards may take connections at once.
        Item: { ...connectionKeys.audience(dropId), shardCount, grownAtMs: nowMs, countBefore: shardCount },
        ConditionExpression: 'attribute_not_exists(pk)',
      };
      try {
        await writeAgain('create an audience', waitsMs, () => documents.send(new PutCommand(request)));
      } catch (thrown) {
        if (!isConditionFailed(thrown)) throw thrown;
      }
    },
    register: async (connection) => {
      const { dropId, shard, connectionId, paddleNumber, expiresAtMs } = connection;
      // Its key says the rest: the smaller an item, the less there is to read for each message to a shard.
      const key = connectionKeys.connection(dropId, shard, connectionId);
      const Item = { ...key, paddleNumber, expiresAtMs, ...expiry(expiresAtMs) };
      await writeAgain('register a connection', waitsMs, () =>
        documents.send(new PutCommand({ TableName: tableName, Item })),
      );
    },
    forget: async (dropId, shard, connectionId) => {
      const Key = connectionKeys.connection(dropId, shard, connectionId);
      // Never again: a message to its shard waits for it, and the next finds the same.
      await writeOnce('forget a connection', () =>
        documents.send(new DeleteCommand({ TableName: tableName, Key })),
      );
    },
    list: async (dropId, shard, nowMs) => {
      const kept = await queryAll<KeptConnection>(documents, "read a shard's connections", {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ProjectionExpression: 'sk, paddleNumber, expiresAtMs',
        FilterExpression: 'expiresAtMs > :now',
        ExpressionAttributeValues: { ':pk': shardPartition(dropId, shard), ':now': nowMs },
        ConsistentRead: true,
      });
      return kept.map(({ sk: connectionId, paddleNumber, expiresAtMs }) => ({
        ...{ connectionId, dropId, shard, paddleNumber, expiresAtMs },
      }));
    },
  };
}
