import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { LotAgreement, RulesStore } from '@gaveldrop/saleroom';
import { adapterLimits } from '../adapter-limits.ts';
import { recordKeys } from '../record-keys.ts';
import { readRecord } from './read-record.ts';
import { writeAgain } from './try-again.ts';

/** Agreements in the records table, each one text; a version once written stays as it was. [M7] */
export const dynamoRulesStore = (client: DynamoDBClient, tableName: string): RulesStore => ({
  read: async (rulesId) => {
    const item = await readRecord(client, tableName, recordKeys.rules(rulesId), "read a lot's rules");
    const text = item?.agreement?.S;
    return text === undefined ? undefined : (JSON.parse(text) as LotAgreement);
  },
  write: async (agreement) => {
    const { pk, sk } = recordKeys.rules(agreement.rules.rulesId);
    const request = {
      TableName: tableName,
      Item: { pk: { S: pk }, sk: { S: sk }, agreement: { S: JSON.stringify(agreement) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    };
    try {
      await writeAgain("write a lot's rules", adapterLimits.steadyWaitsMs, () =>
        client.send(new PutItemCommand(request)),
      );
    } catch (thrown) {
      if (!(thrown instanceof Error) || thrown.name !== 'ConditionalCheckFailedException') throw thrown;
    }
  },
});
