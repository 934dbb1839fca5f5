import { readFlag, readList, readOptional, readRecord, readText } from './template-properties.ts';
import type { TemplateValues } from './template-values.ts';

/** A table as DynamoDB's own `CreateTable` takes it, and what is set on it afterwards. */
export type TablePlan = {
  readonly name: string;
  readonly createTable: Readonly<Record<string, unknown>>;
  readonly hasStream: boolean;
  readonly expiryAttribute: string | undefined;
};

/** The template's tables. Encryption, recovery and capacity mean nothing to DynamoDB Local and are left out. */
export function readTables(values: TemplateValues): readonly TablePlan[] {
  return values
    .resources('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .map(({ logicalId, properties }) => {
      const name = readOptional(readText, properties.TableName, `${logicalId}.TableName`) ?? logicalId;
      const indexes = (
        readOptional(readList, properties.GlobalSecondaryIndexes, `${logicalId} indexes`) ?? []
      ).map((index) => {
        const { IndexName, KeySchema, Projection } = readRecord(index, `${logicalId} index`);
        return { IndexName, KeySchema, Projection };
      });
      const stream = readOptional(
        readRecord,
        properties.StreamSpecification,
        `${logicalId}.StreamSpecification`,
      );
      const expiry = readOptional(
        readRecord,
        properties.TimeToLiveSpecification,
        `${logicalId}.TimeToLiveSpecification`,
      );
      return {
        name,
        hasStream: stream !== undefined,
        expiryAttribute:
          expiry !== undefined && readFlag(expiry.Enabled, `${logicalId} expiry`)
            ? readText(expiry.AttributeName, `${logicalId} expiry`)
            : undefined,
        createTable: {
          TableName: name,
          AttributeDefinitions: properties.AttributeDefinitions,
          KeySchema: properties.KeySchema,
          BillingMode: 'PAY_PER_REQUEST',
          ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
          ...(stream !== undefined
            ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }
            : {}),
        },
      };
    });
}
