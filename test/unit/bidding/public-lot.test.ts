import { type Lot, publicLot, publiclyDiffers } from '@gaveldrop/bidding';
import { publicLotSchema } from '@gaveldrop/protocol';
import { paddleNumber, type RulesId } from '@gaveldrop/units';
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
  lotId,
  maximum,
  plainRules,
  someHead,
  ulidOf,
  withReserve,
} from './a-lot.ts';

const rules = withReserve(777_001);
const bid = afterBids(
  anOpenLot(rules, [4_321]),
  rules,
  exact(1, 1_000),
  maximum(2, 666_005),
  maximum(3, 888_003),
);
const commands = {
  paused: commanded(bid, rules, { command: 'pause', commandId }, 1_020_000),
  withdrawn: commanded(bid, rules, { command: 'withdraw', commandId, reason: 'private words' }, 1_020_000),
};
const lots: readonly Lot[] = [
  ...[aScheduledLot(), anOpenLot(rules), bid, commands.paused, commands.withdrawn],
  ...[hammered(bid, rules, 1_061_000), hammered(anOpenLot(rules), rules, 1_061_000)],
];

const closing = {
  durationMs: 60_000,
  extension: { mode: 'reset', windowMs: 10_000, amountMs: 10_000 },
  ...{ climaxMs: 10_000, fairWarningMs: 5_000, commitGraceMs: 1_000 },
};

describe('the head of a lot’s chain', () => {
  it('[L3] is shown once the lot is over, and not before', () => {
    const heads = lots.map((lot) => [lot.status, publicLot(lot, rules).chainHead]);
    expect(heads).toEqual([
      ['scheduled', undefined],
      ['open', undefined],
      ['open', undefined],
      ['paused', undefined],
      ['withdrawn', someHead],
      ['sold', someHead],
      ['passed', someHead],
    ]);
  });
});

describe('what anyone may see', () => {
  // Every private figure is one that could not come from anywhere else: the price is 555,103, the reserve is not met.
  const secret = afterBids(
    anOpenLot(rules, [4_321]),
    rules,
    ...[exact(1, 1_000), maximum(2, 666_005), maximum(3, 555_003)],
  );
  const secrets: readonly Lot[] = [
    ...[secret, commanded(secret, rules, { command: 'pause', commandId }, 1_020_000)],
    hammered(secret, rules, 1_061_000),
    hammered(secret, withReserve(555_103), 1_061_000),
    commanded(secret, rules, { command: 'withdraw', commandId, reason: 'private words' }, 1_020_000),
  ];

  it('[L4] never a reserve, a maximum, an underbidder, a suspension, a seller or an id of a bid', () => {
    expect(secrets.map((lot) => lot.status)).toEqual(['open', 'paused', 'passed', 'sold', 'withdrawn']);
    const hidden = ['777001', '666005', '555003', '4321', 'private words', commandId, 'seller'];
    const words = ['reserveCents', 'ceiling', 'underbidder', 'suspended', 'recent', 'events', 'rulesId'];
    for (const lot of secrets) {
      const text = JSON.stringify(publicLot(lot, rules));
      for (const word of [...hidden, ...words, ...lot.recent.map(({ id }) => id)])
        expect(text, `${lot.status}: ${word}`).not.toContain(word);
    }
  });

  it('[L4] a bid on lot, in full', () => {
    expect(publicLot(bid, rules)).toEqual({
      ...{ lotId, number: 1, sequence: 5, committedAtMs: 1_000_000, status: 'open' },
      ...{ priceCents: 777_001, askingPriceCents: 777_101, leadingPaddle: 3, bidCount: 3, reserveMet: true },
      ...{ openedAtMs: 1_000_000, closesAtMs: 1_060_000, extensions: 0, closing },
    });
  });

  it('[L4] a scheduled lot', () => {
    expect(publicLot(aScheduledLot(), rules)).toEqual({
      ...{ lotId, number: 1, sequence: 1, committedAtMs: 900_000, status: 'scheduled' },
      ...{ askingPriceCents: 1_000, bidCount: 0, reserveMet: false, extensions: 0, closing },
    });
  });

  it('[C10] a paused lot says what is left and not when it would have closed', () => {
    const seen = publicLot(commands.paused, rules);
    expect(seen).toMatchObject({ status: 'paused', remainingMs: 40_000, leadingPaddle: 3 });
    expect(seen).not.toHaveProperty('closesAtMs');
  });

  it('[C7] a sold lot says to which paddle and for how much, and has no asking price', () => {
    const seen = publicLot(hammered(bid, rules, 1_061_000), rules);
    expect(seen).toMatchObject({ outcome: 'sold', hammerPriceCents: 777_001, buyerPaddle: 3 });
    expect(seen).not.toHaveProperty('askingPriceCents');
    expect(seen).not.toHaveProperty('leadingPaddle');
  });

  it('[L4] only whether the reserve is met is public of it', () => {
    const below = afterBids(anOpenLot(rules), rules, exact(1, 1_000));
    expect(publicLot(below, rules).reserveMet).toBe(false);
    expect(publicLot(bid, rules).reserveMet).toBe(true);
    expect(publicLot(anOpenLot(), plainRules).reserveMet).toBe(true);
  });

  it('[L4] in every status it is what the wire allows', () => {
    for (const lot of lots) {
      const sent: unknown = JSON.parse(JSON.stringify(publicLot(lot, rules)));
      expect(publicLotSchema.parse(sent)).toEqual(sent);
    }
  });
});

describe('what is worth telling', () => {
  const differs = (before: Lot | undefined, after: Lot) => publiclyDiffers(before, after, rules);

  it('[L4] a raised maximum and a suspension are not', () => {
    const raised = afterBids(bid, rules, maximum(3, 999_999));
    expect(raised.sequence).toBe(6);
    expect(differs(bid, raised)).toBe(false);
    expect(differs(bid, changed(bid, { type: 'PaddleSuspended', paddleNumber: paddleNumber(1) }))).toBe(
      false,
    );
  });

  it('[L4] a bid, a bid that is outbid, a pause, a hammer and a new lot are', () => {
    expect(differs(bid, afterBids(bid, rules, exact(1, 999_999)))).toBe(true);
    expect(differs(bid, afterBids(bid, rules, exact(1, 800_000)))).toBe(true);
    expect(differs(bid, commands.paused)).toBe(true);
    expect(differs(bid, hammered(bid, rules, 1_061_000))).toBe(true);
    expect(differs(undefined, aScheduledLot())).toBe(true);
  });

  it('[L4] a corrected lot is: its rules may show', () => {
    const corrected = changed(aScheduledLot(), { type: 'LotCorrected', rulesId: ulidOf(9) as RulesId });
    expect(differs(aScheduledLot(), corrected)).toBe(true);
  });
});
