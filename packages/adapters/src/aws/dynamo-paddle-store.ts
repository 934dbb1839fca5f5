import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { fault, type Paddle, type PaddleStore } from '@gaveldrop/saleroom';
import { type DropId, type PaddleNumber, paddleNumber, type UserId } from '@gaveldrop/units';
import { adapterLimits } from '../adapter-limits.ts';
import { recordKeys, recordPartitions } from '../record-keys.ts';
import { documentDynamo } from './document-dynamo.ts';
import { getDocument } from './get-document.ts';
import { queryAll } from './query-all.ts';
import { transact } from './transact.ts';
import { writeAgain } from './try-again.ts';
import { withoutKey } from './without-key.ts';

type Kept<Record> = Record & { readonly pk: string; readonly sk: string };

/** Paddles in the records table. */
export function dynamoPaddleStore(client: DynamoDBClient, tableName: string): PaddleStore {
  const documents = documentDynamo(client);

  const readByNumber = async (dropId: DropId, number: PaddleNumber): Promise<Paddle | undefined> => {
    const key = recordKeys.paddle(dropId, number);
    const paddle = await getDocument<Paddle>(documents, 'read a paddle', tableName, key);
    return paddle === undefined ? undefined : withoutKey(paddle);
  };
  const readByUser = async (dropId: DropId, userId: UserId): Promise<Paddle | undefined> => {
    const key = recordKeys.bidder(dropId, userId);
    const bidder = await getDocument<{ readonly paddleNumber: PaddleNumber }>(
      documents,
      'read a bidder',
      tableName,
      key,
    );
    return bidder === undefined ? undefined : readByNumber(dropId, bidder.paddleNumber);
  };

  /**
   * A number nobody else gets. It is counted before it is given, so that a whole room can register at once without
   * meeting on one condition; one that is then not needed stays free.
   */
  const nextNumber = async (dropId: DropId): Promise<PaddleNumber> => {
    const request = {
      TableName: tableName,
      Key: recordKeys.paddleCount(dropId),
      UpdateExpression: 'ADD paddleCount :one',
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'UPDATED_NEW' as const,
    };
    const { Attributes } = await writeAgain('count a paddle', adapterLimits.steadyWaitsMs, () =>
      documents.send(new UpdateCommand(request)),
    );
    return paddleNumber(Number(Attributes?.paddleCount));
  };

  return {
    register: async (dropId, userId, name) => {
      const had = await readByUser(dropId, userId);
      if (had !== undefined) return had;
      const number = await nextNumber(dropId);
      const paddle: Paddle = {
        dropId,
        paddleNumber: number,
        userId,
        ...(name === undefined ? {} : { name }),
      };
      const put = (Item: Record<string, unknown>) => ({
        Put: { TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
      });
      const registered = await transact(documents, 'register a paddle', [
        put({ ...recordKeys.bidder(dropId, userId), paddleNumber: number }),
        put({ ...recordKeys.paddle(dropId, number), ...paddle }),
      ]);
      if (registered === 'committed') return paddle;
      const given = await readByUser(dropId, userId);
      if (given === undefined) throw fault('unavailable', 'a paddle was not registered', undefined);
      return given;
    },
    readByUser,
    readByNumber,
    list: async (dropId) => {
      const kept = await queryAll<Kept<Paddle>>(documents, 'list paddles', {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :paddle)',
        ExpressionAttributeValues: { ':pk': recordPartitions.ofDrop(dropId), ':paddle': 'paddle#' },
        ConsistentRead: true,
      });
      return kept.map(withoutKey);
    },
    change: async (dropId, number, change) => {
      const [name, value] =
        'limitCents' in change
          ? (['limitCents', change.limitCents] as const)
          : (['sellerId', change.sellerId] as const);
      const request = {
        TableName: tableName,
        Key: recordKeys.paddle(dropId, number),
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#name': name },
        ...(value === undefined
          ? { UpdateExpression: 'REMOVE #name' }
          : { UpdateExpression: 'SET #name = :value', ExpressionAttributeValues: { ':value': value } }),
      };
      try {
        await writeAgain('change a paddle', adapterLimits.steadyWaitsMs, () =>
          documents.send(new UpdateCommand(request)),
        );
        return true;
      } catch (thrown) {
        if (thrown instanceof Error && thrown.name === 'ConditionalCheckFailedException') return false;
        throw thrown;
      }
    },
  };
}
