import type { Evidence, SentBid, Testimony } from '@gaveldrop/rehearsal';

/** A value of a type whose units do not matter to a test. */
const as = <T>(value: unknown): T => value as T;

export const lotId = '01JD0000000000000000000001';
export const otherLotId = '01JD0000000000000000000002';

const closing = {
  durationMs: 8_000,
  extension: { mode: 'reset', windowMs: 3_000, amountMs: 3_000, capMs: 12_000 },
  climaxMs: 10_000,
  fairWarningMs: 5_000,
  commitGraceMs: 1_000,
};

/** The first lot as the public saw it after each change: opened, two bids, a maximum, a late bid, sold. */
const base = {
  lotId,
  number: 1,
  openedAtMs: 100_000,
  latestCloseAtMs: 120_000,
  reserveMet: true,
  closing,
};
export const lotForms: readonly Evidence['finalLots'][number][] = as([
  {
    ...base,
    sequence: 2,
    committedAtMs: 100_010,
    status: 'open',
    askingPriceCents: 10_000,
    bidCount: 0,
    closesAtMs: 108_000,
    extensions: 0,
  },
  {
    ...base,
    sequence: 3,
    committedAtMs: 101_020,
    status: 'open',
    priceCents: 10_000,
    askingPriceCents: 10_500,
    leadingPaddle: 1,
    bidCount: 1,
    closesAtMs: 108_000,
    extensions: 0,
  },
  {
    ...base,
    sequence: 4,
    committedAtMs: 102_020,
    status: 'open',
    priceCents: 10_500,
    askingPriceCents: 11_000,
    leadingPaddle: 2,
    bidCount: 2,
    closesAtMs: 108_000,
    extensions: 0,
  },
  {
    ...base,
    sequence: 5,
    committedAtMs: 107_020,
    status: 'open',
    priceCents: 12_500,
    askingPriceCents: 13_000,
    leadingPaddle: 2,
    bidCount: 3,
    closesAtMs: 110_000,
    extensions: 1,
  },
  {
    ...base,
    sequence: 6,
    committedAtMs: 111_012,
    status: 'sold',
    priceCents: 12_500,
    bidCount: 3,
    closesAtMs: 110_000,
    extensions: 1,
    outcome: 'sold',
    hammerPriceCents: 12_500,
    buyerPaddle: 2,
  },
]);
const passedForm: Evidence['finalLots'][number] = as({
  ...{ lotId: otherLotId, number: 2, sequence: 3, committedAtMs: 200_000, status: 'passed', bidCount: 0 },
  ...{ reserveMet: false, openedAtMs: 190_000, closesAtMs: 198_000, latestCloseAtMs: 210_000, extensions: 0 },
  ...{ closing, outcome: 'passed' },
});

const heard = (delayMs: number): Testimony['lots'] => [
  ...lotForms.map((lot) => ({ lot, heardAtMs: lot.committedAtMs + delayMs, pushed: true })),
  { lot: passedForm, heardAtMs: passedForm.committedAtMs + delayMs, pushed: true },
];

/** Paddle 1 bids 10,000, paddle 2 names 23,456 as its maximum, paddle 1 bids 12,000 and is outbid. */
export const bids: { readonly first: SentBid; readonly maximum: SentBid; readonly late: SentBid } = as({
  first: {
    ...{ bidId: '01JD000000000000000000000A', lotId, paddleNumber: 1, amountCents: 10_000, kind: 'exact' },
    sentAtMs: 101_000,
    answers: [{ outcome: 'leading', sequence: 3, receivedAtMs: 101_005, heardAtMs: 101_030 }],
  },
  maximum: {
    ...{ bidId: '01JD000000000000000000000B', lotId, paddleNumber: 2, amountCents: 23_456, kind: 'maximum' },
    sentAtMs: 102_000,
    answers: [{ outcome: 'leading', sequence: 4, receivedAtMs: 102_005, heardAtMs: 102_040 }],
  },
  late: {
    ...{ bidId: '01JD000000000000000000000C', lotId, paddleNumber: 1, amountCents: 12_000, kind: 'exact' },
    sentAtMs: 107_000,
    answers: [{ outcome: 'outbid', sequence: 5, receivedAtMs: 107_000, heardAtMs: 107_050 }],
  },
});

type History = NonNullable<ReturnType<Evidence['histories']['get']>>;

const bidAccepted = (
  paddleNumber: number,
  kind: string,
  outcome: string,
  receivedAtMs: number,
  priceCents: number,
) => ({
  ...{ type: 'BidAccepted', paddleNumber, kind, outcome, receivedAtMs, priceCents },
});

export const history: History = as([
  { sequence: 1, committedAtMs: 90_000, events: [{ type: 'LotScheduled' }] },
  {
    sequence: 2,
    committedAtMs: 100_010,
    events: [
      {
        type: 'LotOpened',
        openedAtMs: 100_000,
        closesAtMs: 108_000,
        latestCloseAtMs: 120_000,
        suspendedPaddles: [],
      },
    ],
  },
  {
    sequence: 3,
    committedAtMs: 101_020,
    events: [{ ...bidAccepted(1, 'exact', 'leading', 101_005, 10_000), amountCents: 10_000 }],
  },
  { sequence: 4, committedAtMs: 102_020, events: [bidAccepted(2, 'maximum', 'leading', 102_005, 10_500)] },
  {
    sequence: 5,
    committedAtMs: 107_020,
    events: [
      { ...bidAccepted(1, 'exact', 'outbid', 107_000, 12_500), amountCents: 12_000 },
      { type: 'CloseExtended', closesAtMs: 110_000 },
    ],
  },
  {
    sequence: 6,
    committedAtMs: 111_012,
    events: [{ type: 'LotSold', hammerPriceCents: 12_500, buyerPaddle: 2 }],
  },
]);

const passedHistory: History = as([
  { sequence: 1, committedAtMs: 90_001, events: [{ type: 'LotScheduled' }] },
  {
    sequence: 2,
    committedAtMs: 190_005,
    events: [{ type: 'LotOpened', openedAtMs: 190_000, closesAtMs: 198_000 }],
  },
  { sequence: 3, committedAtMs: 200_000, events: [{ type: 'LotPassed' }] },
]);

export type Statement = Evidence['statements'][number];

const transfer = (kind: string, debitAccount: string, creditAccount: string, amountCents: number) => ({
  ...{ transferId: `${lotId}-${kind}`, kind, debitAccount, creditAccount, amountCents },
});

/** 12,500 and 900 shipping, less 1,500 commission and 419 processing: 11,481. */
export const statement: Statement = as({
  ...{
    statementId: 'drop',
    sellerId: 'seller-1',
    dropId: 'drop',
    dropTitle: 'A drop',
    currency: 'EUR',
    issuedAtMs: 300_000,
  },
  ...{ openingCents: 0, closingCents: 11_481, netProceedsCents: 11_481 },
  lines: [
    {
      ...{
        lotId,
        lotNumber: 1,
        lotTitle: 'A coin',
        winningBidSequence: 4,
        hammerPriceCents: 12_500,
        shippingCents: 900,
      },
      ...{ commissionCents: 1_500, processingCents: 419, affiliateCents: 0, netCents: 11_481 },
      transfers: [
        transfer('hammer', 'buyer:drop:2', 'seller:seller-1', 12_500),
        transfer('shipping', 'buyer:drop:2', 'seller:seller-1', 900),
        transfer('commission', 'seller:seller-1', 'commission:drop', 1_500),
        transfer('processing', 'seller:seller-1', 'processing:drop', 419),
      ],
    },
  ],
});

const person = (
  name: string,
  role: Testimony['role'],
  more: Partial<Testimony>,
  delayMs: number,
): Testimony => ({
  ...{ name, role, bids: [], lots: heard(delayMs), busyAnswers: 0, unknownAnswers: 0, askedAgain: 0 },
  ...more,
});

/** A drop in which all is well: lot 1 was sold to paddle 2, lot 2, which has a reserve of 54,321, was passed. */
export const soundEvidence: Evidence = as({
  dropId: 'drop',
  lots: [
    { lotId, number: 1, sellerId: 'seller-1' },
    { lotId: otherLotId, number: 2, sellerId: 'seller-2', reserveCents: 54_321 },
  ],
  people: [
    person('auctioneer', 'auctioneer', {}, 20),
    person('bidder 1', 'bidder', { paddleNumber: as(1), bids: [bids.first, bids.late] }, 30),
    person('bidder 2', 'bidder', { paddleNumber: as(2), bids: [bids.maximum] }, 40),
    person('viewer 1', 'viewer', {}, 50),
  ],
  finalLots: [lotForms[4], passedForm],
  histories: new Map([
    [lotId, history],
    [otherLotId, passedHistory],
  ]),
  receipts: [],
  statements: [statement],
  said: [
    {
      to: 'bidder 1',
      over: 'socket',
      text: JSON.stringify({ type: 'lots', serverNowMs: 1, lots: lotForms }),
    },
    { to: 'auctioneer', over: 'http', text: JSON.stringify({ lotId, entries: history }) },
    { to: 'seller-1', over: 'statement', text: JSON.stringify(statement) },
  ],
  bidderIds: ['rehearsal-bidder-1', 'rehearsal-bidder-2'],
});

/** The same drop with some of it told otherwise. */
export const evidenceWith = (change: Partial<Record<keyof Evidence, unknown>>): Evidence =>
  as({ ...soundEvidence, ...change });

/** The same drop with another history of the first lot. */
export const withHistory = (entries: readonly unknown[]): Evidence =>
  evidenceWith({ histories: new Map<unknown, unknown>([...soundEvidence.histories, [lotId, entries]]) });

/** The same drop, in which bidder 1 sent these bids. */
export const withBids = (...sent: readonly unknown[]): Evidence => withPerson('bidder 1', { bids: sent });

/** The same drop, in which somebody's sockets said something else. */
export const withPerson = (name: string, change: Partial<Record<keyof Testimony, unknown>>): Evidence =>
  evidenceWith({
    people: soundEvidence.people.map((one) => (one.name === name ? { ...one, ...change } : one)),
  });

/** The same drop with another statement. */
export const withStatement = (...statements: readonly unknown[]): Evidence => evidenceWith({ statements });

/** The same drop, in which one more thing was said. */
export const withSaid = (over: string, message: unknown): Evidence =>
  evidenceWith({
    said: [
      ...soundEvidence.said,
      { to: 'bidder 2', over, text: typeof message === 'string' ? message : JSON.stringify(message) },
    ],
  });
