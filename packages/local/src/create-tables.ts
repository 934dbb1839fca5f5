import { AwsFault, type AwsJsonCall } from './aws-json-call.ts';
import type { TablePlan } from './read-tables.ts';
import { isRecord, readRecord } from './template-properties.ts';

/** Creates the tables that are not there yet; those that are keep their items and their streams. */
export async function createTables(database: AwsJsonCall, tables: readonly TablePlan[]): Promise<void> {
  const createMissing = async (table: TablePlan): Promise<void> => {
    try {
      await database.call('CreateTable', table.createTable);
    } catch (error) {
      if (error instanceof AwsFault && error.code === 'ResourceInUseException') return;
      throw error;
    }
    if (table.expiryAttribute === undefined) return;
    try {
      await database.call('UpdateTimeToLive', {
        TableName: table.name,
        TimeToLiveSpecification: { AttributeName: table.expiryAttribute, Enabled: true },
      });
    } catch (error) {
      // Expiry is a condition wherever it matters; a database that cannot tidy up only keeps more.
      if (!(error instanceof AwsFault)) throw error;
    }
  };
  await Promise.all(tables.map(createMissing));
}

/** Where a table's stream is read. @throws when the table has none. */
export async function streamArnOf(database: AwsJsonCall, tableName: string): Promise<string> {
  const { Table } = await database.call('DescribeTable', { TableName: tableName });
  const arn = isRecord(Table) ? readRecord(Table, tableName).LatestStreamArn : undefined;
  if (typeof arn !== 'string') throw new Error(`${tableName} has no stream`);
  return arn;
}
