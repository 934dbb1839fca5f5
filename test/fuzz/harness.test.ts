import { describe, expect, test } from 'vitest';
import { wrongInHttpAnswer } from './check-http-answer.ts';
import { changedAt, printed, raw, sizeOf, treeOf } from './json-tree.ts';

const tree = treeOf({ action: 'bid', pending: [{ bidId: 'x' }], afterSequence: undefined });

describe('a tree of JSON', () => {
  test('is written as the value is', () => {
    expect(printed(tree)).toBe('{"action":"bid","pending":[{"bidId":"x"}]}');
    expect(sizeOf(tree)).toBe(5);
  });

  test('is changed at one place, or loses it', () => {
    const at = (place: number) => changedAt(tree, place, () => raw('1e400'));
    expect([0, 1, 2, 3, 4].map((place) => printed(at(place) ?? raw('nothing')))).toEqual([
      '1e400',
      '{"action":1e400,"pending":[{"bidId":"x"}]}',
      '{"action":"bid","pending":1e400}',
      '{"action":"bid","pending":[1e400]}',
      '{"action":"bid","pending":[{"bidId":1e400}]}',
    ]);
    expect(printed(changedAt(tree, 3, () => undefined) ?? raw('nothing'))).toBe(
      '{"action":"bid","pending":[]}',
    );
  });
});

describe('what is wrong with an answer', () => {
  const bea = { method: 'GET', path: '/drops', who: 'bea' } as const;
  const json = { 'content-type': 'application/json' };
  test.each([
    ['a failure of ours', bea, { statusCode: 500, body: '', headers: {} }],
    [
      'a refusal that is no problem',
      bea,
      { statusCode: 400, body: 'no', headers: { 'content-type': 'text/plain' } },
    ],
    ['a form that is not the route’s', bea, { statusCode: 200, body: '{"drops":1}', headers: json }],
    [
      'something for nobody',
      { ...bea, path: '/me', who: undefined },
      { statusCode: 200, body: '{}', headers: json },
    ],
    [
      'a header of two lines',
      bea,
      { statusCode: 200, body: '{"drops":[]}', headers: { ...json, x: 'a\r\nb: c' } },
    ],
    [
      'an answer where there is no route',
      { ...bea, method: 'PUT' },
      { statusCode: 200, body: '{}', headers: json },
    ],
  ] as const)('%s', (_, asked, answer) => {
    expect(wrongInHttpAnswer(asked, answer)).toBeTypeOf('string');
  });

  test('nothing is wrong with a good one', () => {
    expect(wrongInHttpAnswer(bea, { statusCode: 200, body: '{"drops":[]}', headers: json })).toBeUndefined();
  });
});
