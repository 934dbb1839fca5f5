import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { lotItem } from '@gaveldrop/adapters/aws/lot-item';
import type { LotAgreement } from '@gaveldrop/saleroom';
import { cents, epochMs, type LotId } from '@gaveldrop/units';
import { ulid } from 'ulid';
import { newKeyedTable, newLotsTable } from '../../contract/create-tables.ts';
import { aBusyLot, busyDropId } from '../a-busy-lot.ts';
import { longRules } from './long-rules.ts';

const agreement: LotAgreement = {
  rules: longRules,
  terms: {
    commission: { bands: [] },
    processing: { rateBp: 0, fixedCents: 0, base: 'hammer' },
  } as unknown as LotAgreement['terms'],
  termsVersion: 1,
  currency: 'EUR',
  lotTitle: 'a lot',
  shippingCents: cents(0),
};

/** A FIFO queue of the pulses' kind. @returns its URL. */
async function createQueue(client: SQSClient, name: string): Promise<string> {
  const Attributes = {
    FifoQueue: 'true',
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  };
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return QueueUrl ?? '';
}

/** All that two open lots need to be bid on, twins but for their ids, with an audience of one shard. */
export async function lotsToBidOn() {
  const client = new DynamoDBClient({});
  const queues = new SQSClient({ useQueueUrlAsEndpoint: false });
  const [lots, records, connections] = await Promise.all([
    newLotsTable(client),
    newKeyedTable(client),
    newKeyedTable(client),
  ]);
  const openedAtMs = epochMs(Date.now() - 60_000);
  const make = () => aBusyLot({ lotId: ulid() as LotId, rules: longRules, openedAtMs });
  const [lot, twin] = [make(), make()];
  await Promise.all([
    ...[lot, twin].map((one) => client.send(new PutItemCommand({ TableName: lots, Item: lotItem(one) }))),
    dynamoAudienceStore(client, connections).createShards(busyDropId, 1, openedAtMs),
    dynamoRulesStore(client, records).write(agreement),
  ]);
  const queueUrls = {
    pulses: await createQueue(queues, 'pulses.fifo'),
    /** The same for a bare client. */
    bare: await createQueue(queues, 'bare.fifo'),
  };
  return { lot, twin, tables: { lots, records, connections }, queueUrls };
}
