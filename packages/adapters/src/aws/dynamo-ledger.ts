import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '@gaveldrop/saleroom';
import type { Transfer } from '@gaveldrop/settlement';
import { recordKeys, recordPartitions } from '../record-keys.ts';
import { documentDynamo } from './document-dynamo.ts';
import { queryAll } from './query-all.ts';
import { transact } from './transact.ts';
import { withoutKey } from './without-key.ts';

/** Transfers in the records table, each under the account it debits and the one it credits. [M8] */
export function dynamoLedger(client: DynamoDBClient, tableName: string): Ledger {
  const documents = documentDynamo(client);
  return {
    settle: async (lotId, transfers) => {
      const marker = {
        Put: {
          TableName: tableName,
          Item: { ...recordKeys.settled(lotId), transferIds: transfers.map(({ transferId }) => transferId) },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      };
      const entries = transfers.flatMap((transfer) =>
        [transfer.debitAccount, transfer.creditAccount].map((account) => ({
          Put: {
            TableName: tableName,
            Item: {
              ...recordKeys.transfer(account, transfer.dropId, transfer.lotNumber, transfer.transferId),
              ...transfer,
            },
          },
        })),
      );
      const transacted = await transact(documents, 'settle a lot', [marker, ...entries]);
      return transacted === 'committed' ? 'settled' : 'already';
    },
    transfersOf: async (account) => {
      const kept = await queryAll<Transfer & { readonly pk: string; readonly sk: string }>(
        documents,
        "read an account's transfers",
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': recordPartitions.ofAccount(account) },
          ConsistentRead: true,
        },
      );
      return kept.map(withoutKey);
    },
  };
}
