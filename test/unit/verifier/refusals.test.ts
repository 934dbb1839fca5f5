import { generateKeyPairSync, sign } from 'node:crypto';
import { type KeySet, type RefusalReceipt, refusalText } from '@gaveldrop/protocol';
import { verifyHistory } from '@gaveldrop/verifier';
import { describe, expect, test } from 'vitest';
import {
  exact,
  historyOf,
  lotId,
  maximum,
  opened,
  opening,
  problemsOf,
  rulesBroken,
  scheduled,
  sold,
} from './a-history.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const keys: KeySet = {
  keys: [
    {
      ...{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: 'key one' },
      x: publicKey.export({ format: 'jwk' }).x ?? '',
    },
  ],
};

/** Scheduled, opened, paddle 1 leads at 1,000, paused, resumed, paddle 2 leads at 1,100 with a maximum, sold. */
const history = opening(
  historyOf(
    ...[scheduled(), opened, exact(1, 1_000, ['leading', 1_000])],
    [1_020_000, { type: 'LotPaused', remainingMs: 40_000 }],
    [1_030_000, { type: 'LotResumed', closesAtMs: 1_070_000, latestCloseAtMs: 1_100_000 }],
    ...[maximum(2, 3_000, ['leading', 1_100], 1_040_000), sold(2, 1_100, 1_071_000)],
  ),
);

/** Below the asking price of 1,100, on the state after paddle 1's bid. */
const refusal = (some: object = {}): RefusalReceipt =>
  ({
    ...{ bidId: '01JD000000000000000000000C', lotId, paddleNumber: 2, amountCents: 1_050, kind: 'exact' },
    ...{ receivedAtMs: 1_011_000, code: 'below-asking-price', askingPriceCents: 1_100, sequence: 3 },
    ...{ keyId: 'key one', signature: '' },
    ...some,
  }) as RefusalReceipt;

const signed = (one: RefusalReceipt): RefusalReceipt => ({
  ...one,
  signature: sign(null, Buffer.from(refusalText(one)), privateKey).toString('base64url'),
});

const judged = (some: object) => {
  const { problems, unchecked, checked } = verifyHistory({
    history,
    refusals: [signed(refusal(some))],
    keys,
  });
  return {
    problems: problems.map(({ message }) => message),
    unchecked: unchecked.slice(1),
    checked: checked.at(-1),
  };
};
const follows = { problems: [], unchecked: [], checked: '1 refusal: 1 signed, 1 following' };
const what = (code: string): string => `the refusal of bid 01JD000000000000000000000C (${code})`;
const wrong = (code: string, why: string) => ({
  ...{ problems: [`${what(code)} does not follow: ${why}`], unchecked: [] },
  checked: '1 refusal: 1 signed, 0 following',
});
const left = (code: string, why: string) => ({
  ...{ problems: [], unchecked: [`${what(code)}: ${why}`] },
  checked: '1 refusal: 1 signed, 0 following',
});

describe("a refusal's signature", () => {
  test('is checked offline, with the keys that were given', () => {
    expect(judged({})).toEqual(follows);
    expect(rulesBroken(history, { refusals: [refusal({ signature: 'AAAA' })], keys })).toEqual([
      [3, 'refusal'],
    ]);
  });

  test.each([
    ['bidId', '01JD000000000000000000000D'],
    ['paddleNumber', 3],
    ['amountCents', 1_051],
    ['kind', 'maximum'],
    ['receivedAtMs', 1_011_001],
    ['code', 'paddle-suspended'],
    ['askingPriceCents', 1_101],
    ['sequence', 4],
    ['askingPriceCents', undefined],
  ])('is over %s', (field, value) => {
    const other = { ...signed(refusal()), [field]: value };
    const messages = problemsOf(history, { refusals: [other], keys }).map(({ message }) => message);
    expect(messages.some((message) => message.includes('is not signed by key key one'))).toBe(true);
  });

  test('is written in one way only', () => {
    const { signature, ...rest } = signed(refusal());
    for (const other of [`${signature}=`, ` ${signature}`, `${signature}!`])
      expect(rulesBroken(history, { refusals: [{ ...rest, signature: other }], keys })).toEqual([
        [3, 'refusal'],
      ]);
  });

  test('is by one of the keys; with no keys it is said not to be checked', () => {
    const other = { ...signed(refusal()), keyId: 'key two' };
    expect(problemsOf(history, { refusals: [other], keys }).map(({ message }) => message)).toEqual([
      `${what('below-asking-price')} names the key key two, which is not among those given`,
    ]);
    const { problems, unchecked } = verifyHistory({ history, refusals: [signed(refusal())] });
    expect(problems).toEqual([]);
    expect(unchecked).toContain(`${what('below-asking-price')}: its signature, as no keys were given`);
  });
});

describe('[B9] whether a refusal follows from the state it names', () => {
  test('below-asking-price', () => {
    expect(judged({ amountCents: 1_099 })).toEqual(follows);
    const not = 'on that state nothing says below-asking-price';
    expect(judged({ amountCents: 1_100 })).toEqual(wrong('below-asking-price', not));
    expect(judged({ paddleNumber: 1 })).toEqual(
      wrong('below-asking-price', 'it should have been already-leading'),
    );
  });

  test('the asking price it names is that of the state', () => {
    const why = 'it names the asking price 1200, and that was 1100';
    expect(judged({ askingPriceCents: 1_200 })).toEqual(wrong('below-asking-price', why));
    const after = 'it names the asking price 1100, and that was none';
    expect(judged({ sequence: 7, code: 'lot-closed' })).toEqual(wrong('lot-closed', after));
  });

  test('lot-not-open: scheduled or paused', () => {
    expect(
      judged({ code: 'lot-not-open', sequence: 1, askingPriceCents: 1_000, receivedAtMs: 950_000 }),
    ).toEqual(follows);
    expect(judged({ code: 'lot-not-open', sequence: 4, receivedAtMs: 1_021_000 })).toEqual(follows);
    expect(judged({ code: 'lot-not-open' })).toEqual(
      wrong('lot-not-open', 'on that state nothing says lot-not-open'),
    );
    expect(judged({ sequence: 4, receivedAtMs: 1_021_000 })).toEqual(
      wrong('below-asking-price', 'it should have been lot-not-open'),
    );
  });

  test('lot-closed: over, past the close, or in time and too late to commit', () => {
    const closed = { code: 'lot-closed', sequence: 6, askingPriceCents: 1_200 };
    expect(judged({ ...closed, receivedAtMs: 1_070_001 })).toEqual(follows);
    expect(judged({ ...closed, sequence: 7, askingPriceCents: undefined, receivedAtMs: 1_072_000 })).toEqual(
      follows,
    );
    expect(judged({ ...closed, receivedAtMs: 1_070_000 })).toEqual(
      left('lot-closed', 'received in time; whether it could still be committed in the grace is not public'),
    );
    expect(judged({ ...closed, receivedAtMs: 1_050_000 })).toEqual(
      wrong('lot-closed', 'on that state nothing says lot-closed'),
    );
    expect(
      judged({ sequence: 6, askingPriceCents: 1_200, receivedAtMs: 1_070_001, paddleNumber: 1 }),
    ).toEqual(wrong('below-asking-price', 'it should have been lot-closed'));
  });

  test('already-leading and maximum-not-raised', () => {
    const leader = { paddleNumber: 2, sequence: 6, askingPriceCents: 1_200, receivedAtMs: 1_041_000 };
    expect(judged({ ...leader, code: 'already-leading' })).toEqual(follows);
    const not = 'on that state nothing says already-leading';
    expect(judged({ ...leader, code: 'already-leading', kind: 'maximum' })).toEqual(
      wrong('already-leading', not),
    );
    const raise = { ...leader, code: 'maximum-not-raised', kind: 'maximum' };
    expect(judged({ ...raise, amountCents: 1_100 })).toEqual(follows);
    expect(judged({ ...raise, amountCents: 2_000 })).toEqual(
      left('maximum-not-raised', "the leader's maximum was not opened"),
    );
    const first = {
      ...raise,
      paddleNumber: 1,
      sequence: 3,
      askingPriceCents: 1_100,
      receivedAtMs: 1_011_000,
    };
    expect(judged({ ...first, amountCents: 1_001 })).toEqual(
      wrong('maximum-not-raised', 'on that state nothing says maximum-not-raised'),
    );
  });

  test('paddle-not-registered: exactly when there is no paddle', () => {
    expect(judged({ code: 'paddle-not-registered', paddleNumber: undefined })).toEqual(follows);
    expect(judged({ code: 'paddle-not-registered' })).toEqual(
      wrong('paddle-not-registered', 'on that state nothing says paddle-not-registered'),
    );
    expect(judged({ paddleNumber: undefined })).toEqual(
      wrong('below-asking-price', 'it should have been paddle-not-registered'),
    );
  });

  test('what is not public is said so, but never before what is', () => {
    expect(judged({ code: 'paddle-suspended' })).toEqual(
      left('paddle-suspended', 'who is suspended is not public'),
    );
    expect(judged({ code: 'seller-may-not-bid' })).toEqual(
      left('seller-may-not-bid', "who is tied to a lot's seller is not public"),
    );
    expect(judged({ code: 'above-paddle-limit', amountCents: 9_000 })).toEqual(
      left('above-paddle-limit', "a paddle's limit is not public"),
    );
    expect(judged({ code: 'above-paddle-limit' })).toEqual(
      wrong('above-paddle-limit', 'it should have been below-asking-price'),
    );
    expect(judged({ code: 'bid-id-reused' })).toEqual(
      left('bid-id-reused', "only the bidder's own receipts tell which ids were accepted before"),
    );
  });

  test('the state may not have been over for long, nor come long after the bid', () => {
    expect(judged({ receivedAtMs: 1_024_700 })).toEqual(follows);
    expect(judged({ receivedAtMs: 1_024_701 })).toEqual(
      wrong(
        'below-asking-price',
        'it was decided on a state that had been over for 4701 ms when the bid was received',
      ),
    );
    expect(judged({ receivedAtMs: 1_000_019 })).toEqual(
      wrong('below-asking-price', 'it was decided on a state that came 10001 ms after the bid was received'),
    );
  });

  test('a state that is not in the history, or none, is said so', () => {
    expect(judged({ sequence: 40 })).toEqual(
      left('below-asking-price', 'whether it follows, as sequence 40 is not here'),
    );
    const unknown = { code: 'lot-unknown', sequence: undefined, askingPriceCents: undefined };
    expect(judged(unknown)).toEqual(
      left('lot-unknown', 'whether it follows, as it names no state of the lot'),
    );
  });
});
