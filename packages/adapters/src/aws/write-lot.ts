import { isFinal, type Lot } from '@gaveldrop/bidding';
import { lastMade } from './last-made.ts';
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

type WriteTexts = Pick<LotWrite, 'UpdateExpression' | 'ExpressionAttributeNames'>;

const written = { bid: changingLotAttributes, indexed: [...changingLotAttributes, ...openLotAttributes] };

/** The texts of a write, by which attributes it sets, a digit each: from one bid of a lot to the next they are the same. */
const textsOf = lastMade((digits: string): WriteTexts => {
  const names = digits.length === written.bid.length ? written.bid : written.indexed;
  const set = names.filter((_, at) => digits[at] === '1').map((name) => `#${name} = :${name}`);
  const remove = names.filter((_, at) => digits[at] === '0').map((name) => `#${name}`);
  const removed = remove.length === 0 ? '' : ` REMOVE ${remove.join(', ')}`;
  return {
    UpdateExpression: `SET ${set.join(', ')}${removed}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
  };
});

/**
 * Writes the lot if it stands at the sequence before it; nothing else is checked, for the rules have decided.
 * What does not apply is removed. The index over open lots is written when the lot opens and when it is final, never by a bid.
 */
export function writeLot(next: Lot): LotWrite {
  const values: LotItem = { ':before': { N: String(next.sequence - 1) } };
  let digits = '';
  const put = (name: string, value: LotItem[string] | undefined): void => {
    digits += value === undefined ? '0' : '1';
    if (value !== undefined) values[`:${name}`] = value;
  };

  const packed = packLot(next);
  for (const name of changingLotAttributes) put(name, packed[name]);
  const opens = next.events.some(({ type }) => type === 'LotOpened');
  if (opens || isFinal(next)) {
    const indexed = packOpenLot(next);
    for (const name of openLotAttributes) put(name, indexed[name]);
  }
  return {
    Key: lotKey(next.lotId),
    ConditionExpression: '#sequence = :before',
    ...textsOf(digits),
    ExpressionAttributeValues: values,
  };
}
