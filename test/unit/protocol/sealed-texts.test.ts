import {
  canonicalText,
  type HistoryEntryForm,
  historyEntryText,
  maximumText,
  type RefusalForm,
  refusalText,
  reserveText,
} from '@gaveldrop/protocol';
import { cents, type DropId, type LotId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';

const dropId = '01J00000000000000000000001' as DropId;
const lotId = '01J00000000000000000000002' as LotId;

describe('the canonical text', () => {
  it.each([
    [{ b: 1, a: { d: 'x', c: [true, null, -1] } }, '{"a":{"c":[true,null,-1],"d":"x"},"b":1}'],
    [{ a: undefined, b: { c: undefined } }, '{"b":{}}'],
    [[], '[]'],
    ['"\n第', '"\\"\\n第"'],
    [{ é: 1, z: 2, Z: 3, '1': 4 }, '{"1":4,"Z":3,"z":2,"é":1}'],
    [999_999_999_999, '999999999999'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalText(value)).toBe(text);
  });
});

describe('what is hashed, committed to or signed', () => {
  it('[L3] an entry of a history', () => {
    const entry = {
      sequence: 3,
      committedAtMs: 1_700_000_000_000,
      previousHash: '0f'.repeat(32),
      events: [
        { type: 'BidAccepted', paddleNumber: 7, kind: 'exact', amountCents: 1_000, outcome: 'leading' },
        { type: 'CloseExtended', closesAtMs: 5 },
      ],
    } as unknown as HistoryEntryForm;
    expect(historyEntryText(dropId, lotId, entry)).toBe(
      'gaveldrop history entry 1\n' +
        '{"committedAtMs":1700000000000,"dropId":"01J00000000000000000000001","events":[' +
        '{"amountCents":1000,"kind":"exact","outcome":"leading","paddleNumber":7,"type":"BidAccepted"},' +
        '{"closesAtMs":5,"type":"CloseExtended"}],' +
        `"lotId":"01J00000000000000000000002","previousHash":"${'0f'.repeat(32)}","sequence":3}`,
    );
  });

  it('[L4] a maximum and a reserve, which cannot pass for one another', () => {
    expect(maximumText('ab', cents(5_000))).toBe('gaveldrop maximum 1\n{"amountCents":5000,"salt":"ab"}');
    expect(reserveText('ab', cents(5_000))).toBe('gaveldrop reserve 1\n{"reserveCents":5000,"salt":"ab"}');
  });

  it('[B9] a refusal, with what there is of it', () => {
    const form = {
      ...{ bidId: '01J00000000000000000000003', lotId, paddleNumber: 2, amountCents: 1_050, kind: 'exact' },
      ...{
        receivedAtMs: 1_700_000_000_000,
        code: 'below-asking-price',
        askingPriceCents: 1_100,
        sequence: 3,
      },
    } as unknown as RefusalForm;
    expect(refusalText(form)).toBe(
      'gaveldrop refusal 1\n' +
        '{"amountCents":1050,"askingPriceCents":1100,"bidId":"01J00000000000000000000003",' +
        '"code":"below-asking-price","kind":"exact","lotId":"01J00000000000000000000002","paddleNumber":2,' +
        '"receivedAtMs":1700000000000,"sequence":3}',
    );
    const { paddleNumber: _, askingPriceCents: __, sequence: ___, ...bare } = form;
    expect(refusalText(bare)).toBe(
      'gaveldrop refusal 1\n' +
        '{"amountCents":1050,"bidId":"01J00000000000000000000003","code":"below-asking-price","kind":"exact",' +
        '"lotId":"01J00000000000000000000002","receivedAtMs":1700000000000}',
    );
  });

  it('[B9] a refusal’s text has nothing else that comes along with it', () => {
    const form = { bidId: 'b', lotId, amountCents: 1, kind: 'exact', receivedAtMs: 1, code: 'lot-closed' };
    const more = { ...form, keyId: 'k', signature: 's' } as unknown as RefusalForm;
    expect(refusalText(more)).toBe(refusalText(form as unknown as RefusalForm));
  });
});
