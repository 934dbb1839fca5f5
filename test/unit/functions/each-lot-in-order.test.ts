import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eachLotInOrder } from '../../../functions/src/lots/each-lot-in-order.ts';
import type { StreamRecord } from '../../../functions/src/lots/stream-event.ts';

const change = (lot: string, at: number): StreamRecord => ({
  dynamodb: { SequenceNumber: String(at), Keys: { lotId: { B: lot } } },
});
const lotOf = ({ dynamodb }: StreamRecord): string => String(dynamodb.Keys.lotId?.B);

/** Two lots, their changes mixed. */
const batch = {
  Records: [change('a', 1), change('b', 2), change('a', 3), change('b', 4), change('a', 5), change('b', 6)],
};

/** Hands the batch over and notes what was handled, in order; the changes named fail. */
async function handle(failing: readonly string[]) {
  const handled: string[] = [];
  const response = await eachLotInOrder(batch, async (record) => {
    const name = `${lotOf(record)}${record.dynamodb.SequenceNumber}`;
    // Lot b is slower, so that what does not wait for it is seen not to.
    if (lotOf(record) === 'b') await new Promise((later) => setImmediate(later));
    if (failing.includes(name)) throw new Error(`cannot handle ${name}`);
    handled.push(name);
  });
  return {
    a: handled.filter((name) => name.startsWith('a')),
    b: handled.filter((name) => name.startsWith('b')),
    undone: response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort(),
  };
}

describe('a batch of the stream', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("each lot's changes are handled in their order", async () => {
    expect(await handle([])).toEqual({ a: ['a1', 'a3', 'a5'], b: ['b2', 'b4', 'b6'], undone: [] });
    expect(console.error).not.toHaveBeenCalled();
  });

  test('a change that fails holds back the rest of its own lot, and all that is left undone is reported', async () => {
    expect(await handle(['a3'])).toEqual({ a: ['a1'], b: ['b2', 'b4', 'b6'], undone: ['3', '5'] });
    expect(await handle(['b2'])).toEqual({ a: ['a1', 'a3', 'a5'], b: [], undone: ['2', '4', '6'] });
    expect(await handle(['a5', 'b4'])).toEqual({ a: ['a1', 'a3'], b: ['b2'], undone: ['4', '5', '6'] });
  });

  test('why it failed is logged, once', async () => {
    await handle(['a1']);
    expect(console.error).toHaveBeenCalledExactlyOnceWith(new Error('cannot handle a1'));
  });

  test('an empty batch is done', async () => {
    expect(await eachLotInOrder({ Records: [] }, () => Promise.reject(new Error()))).toEqual({
      batchItemFailures: [],
    });
  });
});
