import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { assert } from '@gaveldrop/units';

const utf8 = (text: string): number => Buffer.byteLength(text);

/** Two significant digits take a byte, and one more is the number's own; zeros at either end count for nothing. */
const numberBytes = (text: string): number => {
  const significant = text.replace('-', '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(significant.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
};

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.L !== undefined) return value.L.reduce((sum, element) => sum + valueBytes(element) + 1, 3);
  if (value.M !== undefined) return itemBytes(value.M) + Object.keys(value.M).length + 3;
  assert(false, 'an attribute of a kind that is not measured here');
}

/**
 * How large DynamoDB counts an item, by its own rules: "DynamoDB item sizes and formats" in the developer guide
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
 * Names and texts by their UTF-8 bytes, binaries by their raw bytes. A write takes one unit up to 1,024.
 */
export const itemBytes = (item: Record<string, AttributeValue>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueBytes(value), 0);
