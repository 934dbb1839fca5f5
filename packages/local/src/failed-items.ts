import { isRecord } from './template-properties.ts';

/**
 * The items that a function reports as failed; undefined when its answer cannot be read, in which case the whole batch
 * counts as failed. An empty answer means that all went well.
 */
export function failedItems(result: unknown): readonly string[] | undefined {
  if (result === null || result === undefined || result === '') return [];
  if (!isRecord(result)) return undefined;
  const { batchItemFailures } = result;
  if (batchItemFailures === undefined || batchItemFailures === null) return [];
  if (!Array.isArray(batchItemFailures)) return undefined;
  const identifiers = batchItemFailures.map((item) => (isRecord(item) ? item.itemIdentifier : undefined));
  return identifiers.every((one): one is string => typeof one === 'string' && one !== '')
    ? identifiers
    : undefined;
}
