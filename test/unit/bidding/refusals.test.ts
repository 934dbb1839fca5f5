import { bidRefusalCodes, type Lot } from '@gaveldrop/bidding';
import { paddleNumber } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  afterBids,
  anOpenLot,
  aScheduledLot,
  changed,
  commanded,
  commandId,
  exact,
  hammered,
  maximum,
  otherDropId,
  plainRules,
  refusal,
  type Sent,
} from './a-lot.ts';

const led = afterBids(anOpenLot(), plainRules, maximum(1, 1_040));
const suspended = (lot: Lot): Lot => changed(lot, { type: 'PaddleSuspended', paddleNumber: paddleNumber(1) });
const paused = commanded(led, plainRules, { command: 'pause', commandId }, 1_020_000);
const sold = hammered(led, plainRules, 1_061_000);
const withdrawn = commanded(led, plainRules, { command: 'withdraw', commandId, reason: 'torn' }, 1_020_000);
const ada = { sellers: ['seller-ada'] };
const late = { atMs: 1_060_001 };

/** A bid to which both refusals apply; the earlier one is the answer. Asking is 1,100; paddle 1 leads up to 1,040. */
const pairs: readonly (readonly [string, string, Lot | undefined, Sent, number | undefined])[] = [
  ['lot-unknown', 'paddle-not-registered', led, exact(undefined, 1, { drop: otherDropId }), undefined],
  ['lot-unknown', 'lot-closed', sold, exact(1, 1, { drop: otherDropId }), undefined],
  ['paddle-not-registered', 'lot-not-open', paused, exact(undefined, 1), 1_100],
  ['paddle-not-registered', 'lot-closed', sold, exact(undefined, 1), undefined],
  ['paddle-suspended', 'lot-not-open', suspended(paused), exact(1, 5_000), 1_100],
  ['paddle-suspended', 'lot-closed', suspended(led), exact(1, 5_000, late), 1_100],
  ['paddle-suspended', 'seller-may-not-bid', suspended(led), exact(1, 5_000, ada), 1_100],
  ['lot-not-open', 'lot-closed', paused, exact(2, 5_000, late), 1_100],
  ['lot-not-open', 'seller-may-not-bid', aScheduledLot(), exact(2, 5_000, ada), 1_000],
  ['lot-closed', 'seller-may-not-bid', led, exact(2, 5_000, { ...late, ...ada }), 1_100],
  ['lot-closed', 'seller-may-not-bid', sold, exact(2, 5_000, ada), undefined],
  ['lot-closed', 'below-asking-price', withdrawn, exact(2, 1), undefined],
  ['seller-may-not-bid', 'already-leading', led, exact(1, 5_000, ada), 1_100],
  ['seller-may-not-bid', 'maximum-not-raised', led, maximum(1, 1_040, ada), 1_100],
  ['seller-may-not-bid', 'below-asking-price', led, exact(2, 1_099, ada), 1_100],
  ['already-leading', 'below-asking-price', led, exact(1, 1_099), 1_100],
  ['already-leading', 'above-paddle-limit', led, exact(1, 5_000, { limit: 10 }), 1_100],
  ['maximum-not-raised', 'below-asking-price', led, maximum(1, 1_040), 1_100],
  ['maximum-not-raised', 'above-paddle-limit', led, maximum(1, 1_040, { limit: 10 }), 1_100],
  ['below-asking-price', 'above-paddle-limit', led, exact(2, 1_099, { limit: 10 }), 1_100],
];

describe('the order of refusals', () => {
  it('[B9] is this one', () => {
    expect(bidRefusalCodes).toEqual([
      ...['bid-id-reused', 'lot-unknown', 'paddle-not-registered', 'paddle-suspended', 'lot-not-open'],
      ...['lot-closed', 'seller-may-not-bid', 'already-leading', 'maximum-not-raised'],
      ...['below-asking-price', 'above-paddle-limit'],
    ]);
  });

  it.each(pairs)('[B9] %s comes before %s', (code, _, lot, sent, asking) => {
    expect(refusal(lot, plainRules, sent)).toEqual({
      ...{ kind: 'refused', code, askingPriceCents: asking },
    });
  });

  it('[B9] a lot nobody knows is lot-unknown', () => {
    expect(refusal(undefined, undefined, exact(1, 1_000)).code).toBe('lot-unknown');
  });

  it('[B9] a lot of another drop tells nothing, not even its asking price', () => {
    expect(refusal(led, plainRules, exact(2, 5_000, { drop: otherDropId }))).toEqual({
      ...{ kind: 'refused', code: 'lot-unknown', askingPriceCents: undefined },
    });
  });
});

describe('a paddle limit', () => {
  it('[B9] the limit itself may be bid, one more may not', () => {
    expect(refusal(led, plainRules, exact(2, 2_001, { limit: 2_000 })).code).toBe('above-paddle-limit');
    expect(afterBids(led, plainRules, exact(2, 2_000, { limit: 2_000 })).priceCents).toBe(2_000);
  });

  it('[B9] it is the bid that counts, not what a maximum would come to', () => {
    expect(refusal(led, plainRules, maximum(2, 2_001, { limit: 2_000 })).code).toBe('above-paddle-limit');
  });

  it('[B6] [B9] a raise obeys it too', () => {
    expect(refusal(led, plainRules, maximum(1, 2_001, { limit: 2_000 })).code).toBe('above-paddle-limit');
  });
});
