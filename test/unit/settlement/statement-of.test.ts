import { oppositeOf, type Statement, statementOf, transfersOf } from '@gaveldrop/settlement';
import { type DropId, epochMs, type LotId, lotNumber, type SellerId, sequence } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { dropId, orderOf, sampleSale, sellerId } from './sample-sale.ts';

const drop = { dropId, title: 'Friday foils', currency: 'USD' };
const issuedAtMs = epochMs(1_750_003_600_000);
const second = {
  ...sampleSale,
  lotId: '01JZZZZZZZZZZZZZZZZZZZLT02' as LotId,
  lotNumber: lotNumber(2),
  lotTitle: 'Sealed booster',
  winningBidSequence: sequence(4),
  order: orderOf(100),
};
const others = {
  ...sampleSale,
  lotId: '01JZZZZZZZZZZZZZZZZZZZLT03' as LotId,
  lotNumber: lotNumber(3),
  sellerId: 'seller-bo' as SellerId,
};
const earlier = {
  ...sampleSale,
  dropId: '01JZZZZZZZZZZZZZZZZZZZDR00' as DropId,
  lotId: '01JZZZZZZZZZZZZZZZZZZZLT00' as LotId,
  order: orderOf(1_000),
};
const ofDrop = [...transfersOf(second), ...transfersOf(others), ...transfersOf(sampleSale)];
const source = { sellerId, drop, openingTransfers: transfersOf(earlier), transfers: ofDrop, issuedAtMs };

const figuresOf = (statement: Statement) =>
  statement.lines.map(({ transferIds, transfers, lotTitle, ...figures }) => figures);

describe('[M10] a statement', () => {
  test('[M10] opening balance + lines = closing balance, line by line', () => {
    const statement = statementOf(source);
    expect(statement).toMatchObject({
      statementId: '01JZZZZZZZZZZZZZZZZZZZDR01',
      sellerId: 'seller-ada',
      dropId: '01JZZZZZZZZZZZZZZZZZZZDR01',
      dropTitle: 'Friday foils',
      currency: 'USD',
      issuedAtMs: 1_750_003_600_000,
      openingCents: 858, // 1,000 - 80 - (31.9 + 30)
      netProceedsCents: 9_933,
      closingCents: 10_791,
    });
    expect(figuresOf(statement)).toEqual([
      {
        lotId: '01JZZZZZZZZZZZZZZZZZZZLT01',
        lotNumber: 1,
        winningBidSequence: 9,
        hammerPriceCents: 12_000,
        shippingCents: 500,
        commissionCents: 960,
        processingCents: 466,
        affiliateCents: 1_200,
        netCents: 9_874,
      },
      {
        lotId: '01JZZZZZZZZZZZZZZZZZZZLT02',
        lotNumber: 2,
        winningBidSequence: 4,
        hammerPriceCents: 100,
        shippingCents: 0,
        commissionCents: 8,
        processingCents: 33,
        affiliateCents: 0,
        netCents: 59,
      },
    ]);
  });

  test('[M10] a line names its transfers, and only those that touch the seller', () => {
    const [line] = statementOf(source).lines;
    expect(line?.transferIds).toEqual([
      '01JZZZZZZZZZZZZZZZZZZZLT01-hammer',
      '01JZZZZZZZZZZZZZZZZZZZLT01-shipping',
      '01JZZZZZZZZZZZZZZZZZZZLT01-commission',
      '01JZZZZZZZZZZZZZZZZZZZLT01-processing',
      '01JZZZZZZZZZZZZZZZZZZZLT01-affiliate',
    ]);
    expect(line?.transfers.map((transfer) => transfer.amountCents)).toEqual([12_000, 500, 960, 466, 1_200]);
  });

  test('[M10] the order in which transfers are read does not matter', () => {
    expect(statementOf({ ...source, transfers: ofDrop.toReversed() })).toEqual(statementOf(source));
  });

  test('[M10] lines stand by lot number, whatever their ids are', () => {
    const transfers = [...transfersOf({ ...sampleSale, lotNumber: lotNumber(12) }), ...transfersOf(second)];
    expect(statementOf({ ...source, transfers }).lines.map((line) => line.lotNumber)).toEqual([2, 12]);
  });

  test('[M10] a seller who sold nothing has a statement without lines', () => {
    expect(statementOf({ ...source, sellerId: 'seller-cy' as SellerId })).toMatchObject({
      openingCents: 0,
      closingCents: 0,
      netProceedsCents: 0,
      lines: [],
    });
  });

  test('[M10] figures are read from transfers: what was undone is not in them any more', () => {
    const undone = transfersOf(second).map((transfer) => oppositeOf(transfer, issuedAtMs));
    const statement = statementOf({ ...source, transfers: [...ofDrop, ...undone] });
    expect(statement.closingCents).toBe(10_732);
    expect(figuresOf(statement)[1]).toMatchObject({
      hammerPriceCents: 0,
      commissionCents: 0,
      processingCents: 0,
      netCents: 0,
    });
    expect(statement.lines[1]?.transferIds).toEqual([
      '01JZZZZZZZZZZZZZZZZZZZLT02-hammer',
      '01JZZZZZZZZZZZZZZZZZZZLT02-hammer-undone',
      '01JZZZZZZZZZZZZZZZZZZZLT02-commission',
      '01JZZZZZZZZZZZZZZZZZZZLT02-commission-undone',
      '01JZZZZZZZZZZZZZZZZZZZLT02-processing',
      '01JZZZZZZZZZZZZZZZZZZZLT02-processing-undone',
    ]);
  });

  test('[M10] an opening balance counts only its own currency', () => {
    const inEuro = transfersOf({ ...earlier, currency: 'EUR' });
    expect(statementOf({ ...source, openingTransfers: inEuro }).openingCents).toBe(0);
  });
});

describe('[M10] what cannot be a statement is a bug', () => {
  test('[M10] a transfer read twice', () => {
    const transfers = [...ofDrop, ...transfersOf(second)];
    expect(() => statementOf({ ...source, transfers })).toThrow(
      'bug: transfer 01JZZZZZZZZZZZZZZZZZZZLT02-hammer was read twice',
    );
    expect(() => statementOf({ ...source, openingTransfers: ofDrop })).toThrow('was read twice');
  });

  test('[M10] a transfer of another drop', () => {
    const transfers = [...ofDrop, ...transfersOf(earlier)];
    expect(() => statementOf({ ...source, openingTransfers: [], transfers })).toThrow(
      'bug: transfer 01JZZZZZZZZZZZZZZZZZZZLT00-hammer belongs to drop 01JZZZZZZZZZZZZZZZZZZZDR01',
    );
  });

  test('[M10] a transfer in another currency', () => {
    const transfers = transfersOf({ ...second, currency: 'EUR' });
    expect(() => statementOf({ ...source, transfers })).toThrow(
      'bug: transfer 01JZZZZZZZZZZZZZZZZZZZLT02-hammer is in USD',
    );
  });

  test('[M10] a lot won by two bids', () => {
    const [hammer] = transfersOf(second);
    if (hammer === undefined) throw new Error('the sale has a hammer transfer');
    const transfers = [...transfersOf(second).slice(1), { ...hammer, winningBidSequence: sequence(5) }];
    expect(() => statementOf({ ...source, transfers })).toThrow(
      'bug: lot 01JZZZZZZZZZZZZZZZZZZZLT02 is won by one bid',
    );
  });
});
