import {
  type AffiliateId,
  affiliateAccount,
  balanceOf,
  buyerAccount,
  commissionAccount,
  oppositeOf,
  premiumAccount,
  processingAccount,
  sellerAccount,
  sumCents,
  taxAccount,
  transfersOf,
} from '@gaveldrop/settlement';
import { cents, epochMs, paddleNumber } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { dropId, orderOf, sampleSale, sellerId, termsWith } from './sample-sale.ts';

const posted = transfersOf(sampleSale);

test('[M8] a sale becomes one transfer a kind, from one account to another', () => {
  expect(posted.map((t) => [t.transferId, t.kind, t.debitAccount, t.creditAccount, t.amountCents])).toEqual([
    [
      '01JZZZZZZZZZZZZZZZZZZZLT01-hammer',
      'hammer',
      'buyer:01JZZZZZZZZZZZZZZZZZZZDR01:17',
      'seller:seller-ada',
      12_000,
    ],
    [
      '01JZZZZZZZZZZZZZZZZZZZLT01-shipping',
      'shipping',
      'buyer:01JZZZZZZZZZZZZZZZZZZZDR01:17',
      'seller:seller-ada',
      500,
    ],
    [
      '01JZZZZZZZZZZZZZZZZZZZLT01-premium',
      'premium',
      'buyer:01JZZZZZZZZZZZZZZZZZZZDR01:17',
      'premium:01JZZZZZZZZZZZZZZZZZZZDR01',
      1_200,
    ],
    [
      '01JZZZZZZZZZZZZZZZZZZZLT01-tax',
      'tax',
      'buyer:01JZZZZZZZZZZZZZZZZZZZDR01:17',
      'tax:01JZZZZZZZZZZZZZZZZZZZDR01',
      1_320,
    ],
    [
      '01JZZZZZZZZZZZZZZZZZZZLT01-commission',
      'commission',
      'seller:seller-ada',
      'commission:01JZZZZZZZZZZZZZZZZZZZDR01',
      960,
    ],
    [
      '01JZZZZZZZZZZZZZZZZZZZLT01-processing',
      'processing',
      'seller:seller-ada',
      'processing:01JZZZZZZZZZZZZZZZZZZZDR01',
      466,
    ],
    ['01JZZZZZZZZZZZZZZZZZZZLT01-affiliate', 'affiliate', 'seller:seller-ada', 'affiliate:finch', 1_200],
  ]);
});

test('[M8] every transfer names its lot, its winning bid, its terms, its currency and its time', () => {
  for (const transfer of posted)
    expect(transfer).toMatchObject({
      dropId: '01JZZZZZZZZZZZZZZZZZZZDR01',
      lotId: '01JZZZZZZZZZZZZZZZZZZZLT01',
      lotNumber: 1,
      lotTitle: 'Foil dragon, first edition',
      winningBidSequence: 9,
      rulesId: '01JZZZZZZZZZZZZZZZZZZZRV01',
      currency: 'USD',
      postedAtMs: 1_750_000_000_000,
    });
});

test('[M8] balances: the buyer pays the total, the seller gets the net, everybody else their line', () => {
  const balance = (account: Parameters<typeof balanceOf>[0]) => balanceOf(account, 'USD', posted);
  expect(balance(buyerAccount(dropId, paddleNumber(17)))).toBe(-15_020);
  expect(balance(sellerAccount(sellerId))).toBe(9_874);
  expect(balance(premiumAccount(dropId))).toBe(1_200);
  expect(balance(taxAccount(dropId))).toBe(1_320);
  expect(balance(commissionAccount(dropId))).toBe(960);
  expect(balance(processingAccount(dropId))).toBe(466);
  expect(balance(affiliateAccount('finch' as AffiliateId))).toBe(1_200);
  expect(balance(buyerAccount(dropId, paddleNumber(18)))).toBe(0);
});

test('[M8] amounts of another currency do not count towards a balance', () => {
  expect(balanceOf(sellerAccount(sellerId), 'EUR', posted)).toBe(0);
});

test('[M8] what is zero makes no transfer', () => {
  const bare = { ...sampleSale, terms: termsWith({}), order: orderOf(5), affiliateId: undefined };
  expect(transfersOf(bare).map((transfer) => transfer.kind)).toEqual(['hammer']);
});

test('[M8] a share that has nobody to go to is a bug', () => {
  expect(() => transfersOf({ ...sampleSale, affiliateId: undefined })).toThrow(
    'bug: lot 01JZZZZZZZZZZZZZZZZZZZLT01 has a share for an affiliate nobody named',
  );
});

test('[M8] an opposite transfer undoes a mistaken one, once', () => {
  const [hammer] = posted;
  if (hammer === undefined) throw new Error('the sale has a hammer transfer');
  const opposite = oppositeOf(hammer, epochMs(1_750_000_999_000));
  expect(opposite).toEqual({
    ...hammer,
    transferId: '01JZZZZZZZZZZZZZZZZZZZLT01-hammer-undone',
    debitAccount: 'seller:seller-ada',
    creditAccount: 'buyer:01JZZZZZZZZZZZZZZZZZZZDR01:17',
    postedAtMs: 1_750_000_999_000,
  });
  expect(balanceOf(sellerAccount(sellerId), 'USD', [hammer, opposite])).toBe(0);
  expect(() => oppositeOf(opposite, epochMs(1_750_000_999_001))).toThrow('already undoes a transfer');
});

test('[M9] settling a sale again makes the very same transfers', () => {
  expect(transfersOf(structuredClone(sampleSale))).toEqual(posted);
  expect(new Set(posted.map((transfer) => transfer.transferId)).size).toBe(7);
});

test('[M8] a sum is exact, or refused, whatever it passes on the way', () => {
  const most = cents(Number.MAX_SAFE_INTEGER);
  expect(sumCents([most, cents(2), cents(-3)])).toBe(9_007_199_254_740_990);
  expect(() => sumCents([most, cents(1)])).toThrow(
    'bug: a sum of money is too large to be exact: 9007199254740992',
  );
  expect(sumCents([])).toBe(0);
});
