import { machine } from './machine.ts';
import { type Properties, readRecord, readText } from './template-properties.ts';

/** A stream record as a function gets it. Binaries are base 64 already, as they are in the stream's own JSON. */
export type StreamRecord = Properties & { readonly dynamodb: Properties };

/** Lambda's form of a record of `GetRecords`. */
export function streamRecord(record: unknown, streamArn: string): StreamRecord {
  const { eventID, eventName, eventVersion, dynamodb } = readRecord(record, 'stream record');
  return {
    eventID,
    eventName,
    eventVersion,
    eventSource: 'aws:dynamodb',
    awsRegion: machine.region,
    dynamodb: readRecord(dynamodb, 'stream record'),
    eventSourceARN: streamArn,
  };
}

export const sequenceNumberOf = (record: StreamRecord): string =>
  readText(record.dynamodb.SequenceNumber, 'stream record sequence number');

/** What keeps records in order: the item's key. */
export const keyOf = (record: StreamRecord): string => JSON.stringify(record.dynamodb.Keys ?? null);

/** When the item was changed: epoch milliseconds, to the second. */
export const changedAtMs = (record: StreamRecord): number =>
  Number(record.dynamodb.ApproximateCreationDateTime ?? 0) * 1_000;
