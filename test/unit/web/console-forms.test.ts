import { ladderProblem } from '@gaveldrop/bidding';
import { newDropSchema, newLotSchema, parseAs } from '@gaveldrop/protocol';
import { closingPresets, termsPresets, usualDrop } from '@gaveldrop/web/auctioneer/drop-form.ts';
import { ladderPresets, presetLadder } from '@gaveldrop/web/auctioneer/ladder-presets.ts';
import { emptyLot } from '@gaveldrop/web/auctioneer/lot-form.ts';
import { newDropOf } from '@gaveldrop/web/auctioneer/new-drop-of.ts';
import { newLotOf } from '@gaveldrop/web/auctioneer/new-lot-of.ts';
import { parsePercent } from '@gaveldrop/web/auctioneer/parse-percent.ts';
import { parseSeconds } from '@gaveldrop/web/auctioneer/parse-seconds.ts';
import { presetIn } from '@gaveldrop/web/auctioneer/preset-in.ts';
import { describe, expect, test } from 'vitest';

const form = { ...usualDrop, title: 'Sunday toys' };
const troubleOf = (fields: Partial<typeof form>) => {
  const read = newDropOf({ ...form, ...fields });
  return 'trouble' in read ? read.trouble : undefined;
};

describe('the form for a new drop', () => {
  test('as it comes, with a title, it makes a drop', () => {
    expect(newDropOf(form)).toMatchObject({
      value: {
        title: 'Sunday toys',
        currency: 'USD',
        closing: {
          durationMs: 60_000,
          extension: { mode: 'reset', windowMs: 10_000, amountMs: 10_000, capMs: 120_000 },
        },
        terms: {
          commission: { bands: [{ fromCents: 0, rateBp: 1_000 }] },
          buyersPremium: { bands: [{ fromCents: 0, rateBp: 900 }] },
          processing: { rateBp: 290, fixedCents: 30, base: 'order-total' },
        },
      },
    });
  });
  test.each([...closingPresets, ...termsPresets])(
    'what it offers is what the wire takes: $name',
    ({ fields }) => {
      const read = newDropOf({ ...form, ...fields });
      expect('value' in read ? parseAs(newDropSchema, read.value).kind : read.trouble).toBe('valid');
      expect(
        presetIn(
          [...closingPresets, ...termsPresets].filter((one) => one.fields === fields),
          { ...form, ...fields },
        ),
      ).toBeDefined();
    },
  );
  test.each([
    ['title', { title: '  ' }],
    ['currency', { currency: 'US$' }],
    ['ladder', { ladder: 'own', ladderBands: 'from 0 by 1' }],
    ['closing.durationMs', { durationSeconds: 'a minute' }],
    ['closing.extension.windowMs', { windowSeconds: '' }],
    ['closing.extension.amountMs', { amountSeconds: '-1' }],
    ['closing.extension.shrinkBp', { shrinkPercent: '101' }],
    ['closing.extension.capMs', { capSeconds: 'never' }],
    ['terms.commission', { commissionPercent: '100.01' }],
    ['terms.buyersPremium', { premiumPercent: 'nine' }],
    ['terms.processing.rateBp', { processingPercent: '2.999' }],
    ['terms.processing.fixedCents', { processingFixed: '0.305' }],
  ])('what cannot be read is marked at %s', (field, fields) => {
    expect(troubleOf(fields)?.field).toBe(field);
  });
});

describe('ladders to choose', () => {
  test.each(
    ladderPresets.flatMap(({ name }) =>
      ['USD', 'JPY', 'KWD', 'CLF'].map((currency) => [name, currency] as const),
    ),
  )('[B3] %s in %s makes sense', (name, currency) => {
    expect(ladderProblem(presetLadder(name, currency) ?? [])).toBeUndefined();
  });
  test('steps of 1 are a dollar, a dinar, a hundred yen', () => {
    expect(presetLadder('even', 'USD')).toEqual([{ fromCents: 0, incrementCents: 100 }]);
    expect(presetLadder('even', 'KWD')).toEqual([{ fromCents: 0, incrementCents: 1_000 }]);
    expect(presetLadder('even', 'JPY')).toEqual([{ fromCents: 0, incrementCents: 100 }]);
  });
});

describe('the form for a new lot', () => {
  const filled = { ...emptyLot, title: 'A doll', sellerId: 'sam', startPrice: '12.50' };

  test('what was left empty is left out', () => {
    expect(newLotOf(filled, 'USD')).toEqual({
      value: { title: 'A doll', sellerId: 'sam', startPriceCents: 1_250 },
    });
  });
  test('everything filled in is what the wire takes', () => {
    const read = newLotOf(
      {
        ...filled,
        reserve: '20',
        estimateLow: '30',
        estimateHigh: '40',
        shipping: '0',
        picture: '/demo/coin.svg',
        category: 'toys',
        description: 'Old.',
      },
      'USD',
    );
    expect(read).toMatchObject({
      value: { reserveCents: 2_000, shippingCents: 0, pictures: ['/demo/coin.svg'] },
    });
    expect('value' in read ? parseAs(newLotSchema, read.value).kind : read.trouble).toBe('valid');
  });
  test.each([
    ['title', { title: '' }],
    ['sellerId', { sellerId: ' ' }],
    ['startPriceCents', { startPrice: '1,5,0' }],
    ['reserveCents', { reserve: '0' }],
    ['shippingCents', { shipping: 'free' }],
  ])('what cannot be read is marked at %s', (field, fields) => {
    expect(newLotOf({ ...filled, ...fields }, 'USD')).toMatchObject({ trouble: { field } });
  });
});

describe('seconds and percentages that somebody typed', () => {
  test.each([
    ['60', 60_000],
    ['7.5', 7_500],
    ['0,025', 25],
  ])('%s seconds', (typed, ms) => {
    expect(parseSeconds(typed)).toEqual({ kind: 'duration', durationMs: ms });
  });
  test.each(['', '-1', '1e3', '604801'])('%j is no length of time here', (typed) => {
    expect(parseSeconds(typed).kind).toBe('invalid');
  });
  test.each([
    ['10', 1_000],
    ['12.5', 1_250],
    ['0,01', 1],
    ['100', 10_000],
  ])('%s percent', (typed, rateBp) => {
    expect(parsePercent(typed)).toEqual({ kind: 'rate', rateBp });
  });
  test.each(['', '101', '1.234', 'ten'])('%j is no percentage', (typed) => {
    expect(parsePercent(typed).kind).toBe('invalid');
  });
});
