import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Lot } from '@gaveldrop/bidding';
import { type LotItem, unpackLot } from './lot-item.ts';

/** An attribute as Lambda hands it over in a stream event: numbers as text, binaries in base 64. */
export type StreamAttribute = {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string | Uint8Array;
};
export type StreamImage = Readonly<Record<string, StreamAttribute>>;

/**
 * The lot in a stream record's image; nothing for the table's other items (a drop's open lots), which have no status.
 * @throws (a bug) when the image has a status and yet is no lot: such a record is to be parked.
 */
export function lotFromStreamImage(image: StreamImage): Lot | undefined {
  if (image.status === undefined) return undefined;
  const item: LotItem = {};
  for (const [name, { S, N, B }] of Object.entries(image)) {
    const attribute: AttributeValue | undefined =
      S !== undefined
        ? { S }
        : N !== undefined
          ? { N }
          : B !== undefined
            ? { B: typeof B === 'string' ? new Uint8Array(Buffer.from(B, 'base64')) : B }
            : undefined;
    if (attribute !== undefined) item[name] = attribute;
  }
  return unpackLot(item);
}
