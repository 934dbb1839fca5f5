import { isFinal, type Lot } from '@gaveldrop/bidding';
import {
  changingLotAttributes,
  type LotItem,
  lotKey,
  openLotAttributes,
  packLot,
  packOpenLot,
} from './lot-item.ts';

/** One conditional write of a lot, as `UpdateItem` and a transaction both take it. */
export type LotWrite = {
  readonly Key: LotItem;
  readonly ConditionExpression: string;
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: LotItem;
};

/**
 * Writes the lot if it stands at the sequence before it; nothing else is checked, for the rules have decided.
 * What does not apply is removed. The index over open lots is written when the lot opens and when it is final, never by a bid.
 */
export function writeLot(next: Lot): LotWrite {
  const names: Record<string, string> = {};
  const values: LotItem = { ':before': { N: String(next.sequence - 1) } };
  const set: string[] = [];
  const remove: string[] = [];
  const put = (name: string, value: LotItem[string] | undefined): void => {
    names[`#${name}`] = name;
    if (value === undefined) {
      remove.push(`#${name}`);
      return;
    }
    values[`:${name}`] = value;
    set.push(`#${name} = :${name}`);
  };

  const packed = packLot(next);
  for (const name of changingLotAttributes) put(name, packed[name]);
  const opens = next.events.some(({ type }) => type === 'LotOpened');
  if (opens || isFinal(next)) {
    const indexed = packOpenLot(next);
    for (const name of openLotAttributes) put(name, indexed[name]);
  }
  const removed = remove.length === 0 ? '' : ` REMOVE ${remove.join(', ')}`;
  return {
    Key: lotKey(next.lotId),
    ConditionExpression: '#sequence = :before',
    UpdateExpression: `SET ${set.join(', ')}${removed}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
