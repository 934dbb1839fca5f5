import { statementOf, transfersOf } from '@gaveldrop/settlement';
import { epochMs } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { statementResponse } from '../../../functions/src/http/statement-response.ts';
import { dropId, sampleSale, sellerId } from '../settlement/sample-sale.ts';

const statement = statementOf({
  sellerId,
  drop: { dropId, title: 'Friday foils', currency: 'USD' },
  openingTransfers: [],
  transfers: transfersOf(sampleSale),
  issuedAtMs: epochMs(1_750_003_600_000),
});

const json = 'application/json; charset=utf-8';
const csv = 'text/csv; charset=utf-8';
const html = 'text/html; charset=utf-8';

describe('[M10] a statement in the form that was asked for', () => {
  test.each([
    [undefined, json],
    ['', json],
    ['*/*', json],
    ['application/json', json],
    ['text/csv', csv],
    ['text/html', html],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', html],
    ['application/pdf, text/csv;q=0.5', csv],
    ['text/csv ; charset=utf-8', csv],
    ['application/pdf', json],
    ['constructor', json],
    ['TEXT/CSV', csv],
    ['text/csv;q=0, text/html', html],
    ['text/csv;q=0.2, text/html;q=0.9', html],
  ])('Accept: %s', (accept, type) => {
    expect(statementResponse(statement, accept).headers.get('content-type')).toBe(type);
  });

  test('each form holds the statement, and caches are told that they differ', async () => {
    const bodies = [undefined, 'text/csv', 'text/html'].map((accept) => statementResponse(statement, accept));
    expect(bodies.map(({ headers }) => headers.get('vary'))).toEqual(['accept', 'accept', 'accept']);
    const [asJson = '', asCsv = '', asHtml = ''] = await Promise.all(bodies.map((body) => body.text()));
    expect(JSON.parse(asJson)).toMatchObject({ netProceedsCents: 9_874, lines: [{ lotNumber: 1 }] });
    expect(asCsv).toMatch(/^row,statement_id/);
    expect(asHtml).toMatch(/^<!doctype html>/i);
  });
});
