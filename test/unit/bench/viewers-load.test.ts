import { describe, expect, test } from 'vitest';
import { amountsFrom, bidAt } from '../../bench/viewers/bid-at.ts';
import { holdLoad } from '../../bench/viewers/hold-load.ts';
import type { Heard, Phone } from '../../saleroom/phone.ts';

type Bid = { readonly bidId: string; readonly amountCents: number };

/** Bidders who all get the same answers, one after the other, whatever they bid. @returns also what they bid, with who */
function bidders(answers: readonly object[], count: number) {
  const bids: (readonly [bidder: number, amountCents: number])[] = [];
  const phones = Array.from({ length: count }, (_, bidder) => {
    let sent: Bid | undefined;
    return {
      send: (message: unknown) => {
        sent = message as Bid;
        bids.push([bidder, sent.amountCents]);
      },
      // It is asked for before it is sent for, as an answer may be quick.
      next: async (fits: (message: Heard) => boolean): Promise<Heard> => {
        await Promise.resolve();
        const answer: Heard = { type: 'bid-answer', bidId: sent?.bidId, ...answers[bids.length - 1] };
        if (!fits(answer)) throw new Error('it waits for something else');
        return answer;
      },
    } as unknown as Phone;
  });
  return { phones, bids };
}

const leading = (sequence: number) => ({
  ...{ outcome: 'leading', sequence },
  lot: { sequence, committedAtMs: 5_000 + sequence, askingPriceCents: 1_100 },
});
const refused = (code: string, askingPriceCents: number) => ({
  ...{ outcome: 'refused', code, sequence: 9 },
  lot: { sequence: 9, committedAtMs: 5_009, askingPriceCents },
});

describe('bids of the viewers’ drop', () => {
  test('come by turns, each 100 more than the last', async () => {
    const { phones, bids } = bidders([leading(2), leading(3), leading(4)], 2);
    const made = await bidAt(phones, 'lot', [0, 0, 0], amountsFrom(1_000));
    expect(bids).toEqual([
      [0, 1_000],
      [1, 1_100],
      [0, 1_200],
    ]);
    expect(made).toEqual({
      changes: [
        { sequence: 2, committedAtMs: 5_002 },
        { sequence: 3, committedAtMs: 5_003 },
        { sequence: 4, committedAtMs: 5_004 },
      ],
      inVain: {},
    });
  });

  test('one that was overtaken is tried again by whoever is next, at what is asked now', async () => {
    const answers = [refused('below-asking-price', 1_700), refused('already-leading', 1_700), leading(12)];
    const { phones, bids } = bidders(answers, 2);
    const made = await bidAt(phones, 'lot', [0], amountsFrom(1_000));
    expect(bids).toEqual([
      [0, 1_000],
      [1, 1_700],
      [0, 1_800],
    ]);
    expect(made.changes).toEqual([{ sequence: 12, committedAtMs: 5_012 }]);
    expect(made.inVain).toEqual({ 'below-asking-price': 1, 'already-leading': 1 });
  });

  test('one that is refused for good, or again and again, is given up', async () => {
    const late = bidders([refused('lot-closed', 1_700)], 1);
    expect(await bidAt(late.phones, 'lot', [0], amountsFrom(1_000))).toEqual({
      ...{ changes: [], inVain: { 'lot-closed': 1 } },
    });
    const low = bidders(
      Array.from({ length: 9 }, () => refused('below-asking-price', 1_700)),
      1,
    );
    expect((await bidAt(low.phones, 'lot', [0], amountsFrom(1_000))).inVain).toEqual({
      'below-asking-price': 5,
    });
  });
});

describe('the load of a stretch', () => {
  const committed = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ sequence: at + 2, committedAtMs: 100 * (at + 1) }));

  test('nine of ten bids in time are enough', () => {
    holdLoad('the climax', 50, 5_000, committed(45), {});
    // Ten were accepted, and one of them too late.
    holdLoad('the climax', 10, 900, committed(10), {});
  });

  test('less is none, and the stretch is named', () => {
    expect(() => holdLoad('the climax', 50, 5_000, committed(44), { busy: 6 })).toThrow(
      'the climax did not have its load: of 50 bids 44 were accepted in time (0 too late; tries in vain: {"busy":6})',
    );
    expect(() => holdLoad('the climax', 10, 800, committed(10), {})).toThrow(
      'of 10 bids 8 were accepted in time (2 too late; tries in vain: {})',
    );
  });
});
