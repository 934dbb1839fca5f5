import type { Agreement, Observation, ShownEvent, StoredLot } from '../../simulation/observation.ts';

/** What was agreed about the one lot of the good drop. */
export const agreement: Agreement = {
  rules: {
    rulesId: 'rules-1',
    sellerId: 'seller-1',
    startPriceCents: 1_000,
    reserveCents: 2_500,
    ladder: [
      { fromCents: 0, incrementCents: 100 },
      { fromCents: 10_000, incrementCents: 500 },
    ],
    closing: {
      durationMs: 60_000,
      extension: { mode: 'reset', windowMs: 10_000, amountMs: 10_000, capMs: 30_000 },
    },
  },
  terms: {
    commission: { bands: [{ fromCents: 0, rateBp: 1_000 }] },
    buyersPremium: { bands: [{ fromCents: 0, rateBp: 2_000 }] },
    processing: { rateBp: 290, fixedCents: 30, base: 'order-total' },
  },
  currency: 'EUR',
  lotTitle: 'A first pressing',
  shippingCents: 500,
};

const closing = {
  durationMs: 60_000,
  extension: { mode: 'reset', windowMs: 10_000, amountMs: 10_000, capMs: 30_000 },
  climaxMs: 10_000,
  fairWarningMs: 5_000,
  commitGraceMs: 1_000,
};

const scheduled: StoredLot = {
  lotId: 'lot-1',
  dropId: 'drop-1',
  number: 1,
  rulesId: 'rules-1',
  status: 'scheduled',
  sequence: 1,
  committedAtMs: 0,
  recent: [],
  suspendedPaddles: [],
  events: [{ type: 'LotScheduled', rulesId: 'rules-1' }],
};
const opened: StoredLot = {
  ...scheduled,
  status: 'open',
  sequence: 2,
  committedAtMs: 10_006,
  recent: [{ id: 'command-1', sequence: 2, outcome: 'done' }],
  events: [
    {
      type: 'LotOpened',
      commandId: 'command-1',
      openedAtMs: 10_006,
      closesAtMs: 70_006,
      latestCloseAtMs: 100_006,
      suspendedPaddles: [],
    },
  ],
  openedAtMs: 10_006,
  closesAtMs: 70_006,
  latestCloseAtMs: 100_006,
  extensions: 0,
  bidCount: 0,
};
const bidOnce: StoredLot = {
  ...opened,
  sequence: 3,
  committedAtMs: 20_006,
  recent: [...opened.recent, { id: 'bid-1', sequence: 3, outcome: 'leading' }],
  events: [
    {
      type: 'BidAccepted',
      bidId: 'bid-1',
      paddleNumber: 7,
      amountCents: 1_000,
      kind: 'exact',
      receivedAtMs: 20_003,
      outcome: 'leading',
      priceCents: 1_000,
    },
  ],
  bidCount: 1,
  priceCents: 1_000,
  leader: { paddleNumber: 7, ceilingCents: 1_000, bidSequence: 3 },
};
const bidTwice: StoredLot = {
  ...bidOnce,
  sequence: 4,
  committedAtMs: 30_006,
  recent: [...bidOnce.recent, { id: 'bid-2', sequence: 4, outcome: 'leading' }],
  events: [
    {
      type: 'BidAccepted',
      bidId: 'bid-2',
      paddleNumber: 8,
      amountCents: 3_000,
      kind: 'maximum',
      receivedAtMs: 30_003,
      outcome: 'leading',
      priceCents: 2_500,
    },
  ],
  bidCount: 2,
  priceCents: 2_500,
  leader: { paddleNumber: 8, ceilingCents: 3_000, bidSequence: 4 },
  underbidder: { paddleNumber: 7, ceilingCents: 1_000, bidSequence: 3 },
};
const bidThrice: StoredLot = {
  ...bidTwice,
  sequence: 5,
  committedAtMs: 65_006,
  recent: [...bidTwice.recent, { id: 'bid-3', sequence: 5, outcome: 'outbid' }],
  events: [
    {
      type: 'BidAccepted',
      bidId: 'bid-3',
      paddleNumber: 7,
      amountCents: 2_600,
      kind: 'exact',
      receivedAtMs: 65_003,
      outcome: 'outbid',
      priceCents: 2_700,
    },
    { type: 'CloseExtended', closesAtMs: 75_003 },
  ],
  closesAtMs: 75_003,
  extensions: 1,
  bidCount: 3,
  priceCents: 2_700,
  underbidder: { paddleNumber: 7, ceilingCents: 2_600, bidSequence: 5 },
};
const sold: StoredLot = {
  ...bidThrice,
  status: 'sold',
  sequence: 6,
  committedAtMs: 76_004,
  events: [{ type: 'LotSold', hammerPriceCents: 2_700, buyerPaddle: 8, underbidderPaddle: 7 }],
  hammerPriceCents: 2_700,
  buyerPaddle: 8,
  underbidderPaddle: 7,
};

/** The lot of the good drop after each change. */
export const lots = { scheduled, opened, bidOnce, bidTwice, bidThrice, sold };

const facePart = { lotId: 'lot-1', number: 1, closing };
/** What anyone may see of it. */
export const faces = {
  scheduled: {
    ...facePart,
    sequence: 1,
    committedAtMs: 0,
    status: 'scheduled',
    askingPriceCents: 1_000,
    bidCount: 0,
    reserveMet: false,
    extensions: 0,
  },
  opened: {
    ...facePart,
    sequence: 2,
    committedAtMs: 10_006,
    status: 'open',
    askingPriceCents: 1_000,
    bidCount: 0,
    reserveMet: false,
    openedAtMs: 10_006,
    closesAtMs: 70_006,
    latestCloseAtMs: 100_006,
    extensions: 0,
  },
  bidOnce: {
    ...facePart,
    sequence: 3,
    committedAtMs: 20_006,
    status: 'open',
    priceCents: 1_000,
    askingPriceCents: 1_100,
    leadingPaddle: 7,
    bidCount: 1,
    reserveMet: false,
    openedAtMs: 10_006,
    closesAtMs: 70_006,
    latestCloseAtMs: 100_006,
    extensions: 0,
  },
  bidTwice: {
    ...facePart,
    sequence: 4,
    committedAtMs: 30_006,
    status: 'open',
    priceCents: 2_500,
    askingPriceCents: 2_600,
    leadingPaddle: 8,
    bidCount: 2,
    reserveMet: true,
    openedAtMs: 10_006,
    closesAtMs: 70_006,
    latestCloseAtMs: 100_006,
    extensions: 0,
  },
  bidThrice: {
    ...facePart,
    sequence: 5,
    committedAtMs: 65_006,
    status: 'open',
    priceCents: 2_700,
    askingPriceCents: 2_800,
    leadingPaddle: 8,
    bidCount: 3,
    reserveMet: true,
    openedAtMs: 10_006,
    closesAtMs: 75_003,
    latestCloseAtMs: 100_006,
    extensions: 1,
  },
  sold: {
    ...facePart,
    sequence: 6,
    committedAtMs: 76_004,
    status: 'sold',
    priceCents: 2_700,
    bidCount: 3,
    reserveMet: true,
    openedAtMs: 10_006,
    closesAtMs: 75_003,
    latestCloseAtMs: 100_006,
    extensions: 1,
    outcome: 'sold',
    hammerPriceCents: 2_700,
    buyerPaddle: 8,
  },
};

/** A message from its phone to the start of its handling: sent at `atMs`, stamped 3 ms later, handled 2 ms after that. */
export function asked(name: string, atMs: number, connection: string, said: object): Observation[] {
  const text = JSON.stringify(said);
  return [
    { type: 'message-sent', atMs, connection, text },
    { type: 'message-received', atMs: atMs + 3, message: name, connection, text, stampMs: atMs + 3 },
    {
      type: 'handling-started',
      atMs: atMs + 5,
      handling: name,
      instance: 'bid-0',
      clockMs: atMs + 5,
      message: name,
    },
  ];
}

/** A commit by a handling: its write was sent 2 ms after the handling began, at the same clock. */
export const wrote = (name: string, sentAtMs: number, after: StoredLot): Observation => ({
  type: 'lot-committed',
  atMs: sentAtMs + 4,
  after,
  by: { instance: 'bid-0', handling: name, sentAtMs, sentClockMs: sentAtMs },
});

/** A function's answer, and its way to the phone. */
export function told(
  name: string,
  atMs: number,
  phone: string,
  connection: string,
  answer: object,
): Observation[] {
  const text = JSON.stringify(answer);
  return [
    { type: 'answered', atMs, handling: name, clockMs: atMs, text },
    { type: 'delivered', atMs: atMs + 3, phone, connection, channel: 'answer', text },
  ];
}

/** A lot posted to connections by a worker. */
export function posted(
  atMs: number,
  lot: object,
  { worker = 'broadcast-0', to = ['ann-1', 'ben-1'] } = {},
): Observation[] {
  const text = JSON.stringify({ type: 'lots', serverNowMs: atMs, lots: [lot] });
  const handling = `${worker}/${atMs}`;
  return [
    { type: 'handling-started', atMs, handling, instance: worker, clockMs: atMs },
    ...to.map((connection) => ({ type: 'post-sent' as const, atMs, handling, connection, text })),
  ];
}

/** A lot pushed to both bidders. */
function pushed(atMs: number, lot: object): Observation[] {
  const text = JSON.stringify({ type: 'lots', serverNowMs: atMs, lots: [lot] });
  return [
    ...posted(atMs, lot),
    { type: 'delivered', atMs, phone: 'ann', connection: 'ann-1', channel: 'push', text },
    { type: 'delivered', atMs, phone: 'ben', connection: 'ben-1', channel: 'push', text },
  ];
}

const appended = (atMs: number, lot: StoredLot): Observation => ({
  type: 'history-appended',
  atMs,
  entry: {
    lotId: 'lot-1',
    sequence: lot.sequence,
    committedAtMs: lot.committedAtMs,
    events: lot.events,
  },
});

function hello(name: string, atMs: number, phone: string, connection: string, you: object): Observation[] {
  const welcome = {
    type: 'welcome',
    serverNowMs: atMs + 9,
    drop: { dropId: 'drop-1', title: 'Tuesday', currency: 'EUR' },
    lots: [faces.scheduled],
    more: false,
    you,
    pending: [],
  };
  return [
    ...asked(name, atMs, connection, { action: 'hello', protocol: 1, have: {}, pending: [] }),
    { type: 'connection-registered', atMs: atMs + 6, connection },
    ...told(name, atMs + 9, phone, connection, welcome),
  ];
}

export const bid = (bidId: string, amountCents: number, kind: 'exact' | 'maximum', attempt = 1) => ({
  action: 'bid',
  bidId,
  lotId: 'lot-1',
  amountCents,
  kind,
  attempt,
});

/** The people of the drop, connected: Ann has paddle 7, Ben paddle 8, Xenia runs it. */
export const people: readonly Observation[] = [
  { type: 'phone-started', atMs: 1_000, phone: 'ann', userId: 'user-ann' },
  { type: 'phone-started', atMs: 1_000, phone: 'ben', userId: 'user-ben' },
  { type: 'phone-started', atMs: 1_000, phone: 'xenia', userId: 'user-xenia' },
  {
    type: 'connected',
    atMs: 1_000,
    connection: 'ann-1',
    phone: 'ann',
    shard: 0,
    principal: {
      userId: 'user-ann',
      dropId: 'drop-1',
      role: 'bidder',
      paddleNumber: 7,
      sellerIds: ['user-ann'],
    },
  },
  {
    type: 'connected',
    atMs: 1_000,
    connection: 'ben-1',
    phone: 'ben',
    shard: 0,
    principal: {
      userId: 'user-ben',
      dropId: 'drop-1',
      role: 'bidder',
      paddleNumber: 8,
      limitCents: 5_000,
      sellerIds: ['user-ben'],
    },
  },
  {
    type: 'connected',
    atMs: 1_000,
    connection: 'xenia-1',
    phone: 'xenia',
    shard: 1,
    principal: { userId: 'user-xenia', dropId: 'drop-1', role: 'auctioneer', sellerIds: ['user-xenia'] },
  },
];

/** The lot in its catalogue, before anybody came. */
export const setUp: readonly Observation[] = [
  { type: 'drop-set-up', atMs: 0, dropId: 'drop-1', lotsOpenMax: 1 },
  { type: 'lot-agreed', atMs: 0, lotId: 'lot-1', agreement },
  { type: 'lot-committed', atMs: 0, after: scheduled },
  { type: 'shards-committed', atMs: 0, dropId: 'drop-1', shardCount: 2 },
];

/** Xenia opens the lot at 10,000. */
export const opening: readonly Observation[] = [
  ...asked('open', 10_000, 'xenia-1', {
    action: 'lot',
    commandId: 'command-1',
    lotId: 'lot-1',
    command: 'open',
  }),
  { ...wrote('open', 10_006, opened), atMs: 10_010 },
  { type: 'open-lots-committed', atMs: 10_010, dropId: 'drop-1', lotIds: ['lot-1'], suspendedPaddles: [] },
  ...told('open', 10_012, 'xenia', 'xenia-1', {
    type: 'lot-answer',
    commandId: 'command-1',
    lotId: 'lot-1',
    outcome: 'done',
    serverNowMs: 10_012,
    lot: faces.opened,
  }),
];

/** Ann bids 1,000 at 20,000 and leads. */
export const firstBid: readonly Observation[] = [
  ...asked('first', 20_000, 'ann-1', bid('bid-1', 1_000, 'exact')),
  { type: 'write-sent', atMs: 20_006, handling: 'first', next: bidOnce },
  wrote('first', 20_006, bidOnce),
  { type: 'write-answered', atMs: 20_011, handling: 'first', lotId: 'lot-1', outcome: 'committed' },
  ...told('first', 20_012, 'ann', 'ann-1', {
    type: 'bid-answer',
    bidId: 'bid-1',
    lotId: 'lot-1',
    outcome: 'leading',
    sequence: 3,
    receivedAtMs: 20_003,
    serverNowMs: 20_012,
    lot: faces.bidOnce,
    askingPriceCents: 1_100,
  }),
];

/** Ben bids up to 3,000 at 30,000 and leads at the reserve. */
export const secondBid: readonly Observation[] = [
  ...asked('second', 30_000, 'ben-1', bid('bid-2', 3_000, 'maximum')),
  wrote('second', 30_006, bidTwice),
  ...told('second', 30_012, 'ben', 'ben-1', {
    type: 'bid-answer',
    bidId: 'bid-2',
    lotId: 'lot-1',
    outcome: 'leading',
    sequence: 4,
    receivedAtMs: 30_003,
    serverNowMs: 30_012,
    lot: faces.bidTwice,
    askingPriceCents: 2_600,
  }),
];

/** Ann bids 2,600 at 65,000: outbid at once, and the close moves. */
export const thirdBid: readonly Observation[] = [
  ...asked('third', 65_000, 'ann-1', bid('bid-3', 2_600, 'exact')),
  wrote('third', 65_006, bidThrice),
  ...told('third', 65_012, 'ann', 'ann-1', {
    type: 'bid-answer',
    bidId: 'bid-3',
    lotId: 'lot-1',
    outcome: 'outbid',
    sequence: 5,
    receivedAtMs: 65_003,
    serverNowMs: 65_012,
    lot: faces.bidThrice,
    askingPriceCents: 2_800,
  }),
];

/** What Ann keeps of the bid that was refused. */
export const refusalReceipt = {
  ...{ bidId: 'bid-4', lotId: 'lot-1', paddleNumber: 7, amountCents: 2_750, kind: 'exact' },
  ...{ receivedAtMs: 66_003, code: 'below-asking-price', askingPriceCents: 2_800, sequence: 5 },
  ...{ keyId: 'key-1', signature: 'signed' },
};

/** Ann bids 2,750 at 66,000, which is too low. */
export const refusedBid: readonly Observation[] = [
  ...asked('fourth', 66_000, 'ann-1', bid('bid-4', 2_750, 'exact')),
  ...told('fourth', 66_008, 'ann', 'ann-1', {
    type: 'bid-answer',
    bidId: 'bid-4',
    lotId: 'lot-1',
    outcome: 'refused',
    code: 'below-asking-price',
    sequence: 5,
    receivedAtMs: 66_003,
    serverNowMs: 66_008,
    lot: faces.bidThrice,
    askingPriceCents: 2_800,
    receipt: refusalReceipt,
  }),
];

/** The closer that a nudge woke lets the hammer fall. */
export const hammer: readonly Observation[] = [
  { type: 'handling-started', atMs: 76_000, handling: 'close', instance: 'close-0', clockMs: 76_000 },
  {
    type: 'lot-committed',
    atMs: 76_010,
    after: sold,
    by: { instance: 'close-0', handling: 'close', sentAtMs: 76_006, sentClockMs: 76_006 },
  },
];

const moved = (kind: string, debitAccount: string, creditAccount: string, amountCents: number) => ({
  transferId: `lot-1-${kind}`,
  dropId: 'drop-1',
  lotId: 'lot-1',
  winningBidSequence: 4,
  kind,
  debitAccount,
  creditAccount,
  amountCents,
  currency: 'EUR',
});

/** The order of the sold lot, and what the seller reads of it. */
export const settlement: readonly Observation[] = [
  {
    type: 'transfers-kept',
    atMs: 76_500,
    lotId: 'lot-1',
    transfers: [
      moved('hammer', 'buyer:drop-1:8', 'seller:seller-1', 2_700),
      moved('shipping', 'buyer:drop-1:8', 'seller:seller-1', 500),
      moved('premium', 'buyer:drop-1:8', 'premium:drop-1', 540),
      moved('commission', 'seller:seller-1', 'commission:drop-1', 270),
      moved('processing', 'seller:seller-1', 'processing:drop-1', 138),
    ],
  },
];

const publicEvents: readonly (readonly [committedAtMs: number, ...events: readonly ShownEvent[]])[] = [
  [
    0,
    {
      type: 'LotScheduled',
      agreed: {
        startPriceCents: 1_000,
        ladder: agreement.rules.ladder,
        closing: agreement.rules.closing,
        reserveCommitment: 'ab'.repeat(32),
      },
    },
  ],
  [
    10_006,
    { type: 'LotOpened', openedAtMs: 10_006, closesAtMs: 70_006, latestCloseAtMs: 100_006 } as {
      type: string;
    },
  ],
  [20_006, publicBid(7, 'exact', 20_003, 'leading', 1_000, 1_000)],
  [30_006, publicBid(8, 'maximum', 30_003, 'leading', 2_500)],
  [
    65_006,
    publicBid(7, 'exact', 65_003, 'outbid', 2_700, 2_600),
    { type: 'CloseExtended', closesAtMs: 75_003 },
  ],
  [76_004, { type: 'LotSold', hammerPriceCents: 2_700, buyerPaddle: 8 }],
];

function publicBid(
  paddleNumber: number,
  kind: string,
  receivedAtMs: number,
  outcome: string,
  priceCents: number,
  amountCents?: number,
): ShownEvent {
  const event = { type: 'BidAccepted', paddleNumber, kind, receivedAtMs, outcome, priceCents };
  return amountCents === undefined
    ? { ...event, amountCommitment: 'cd'.repeat(32) }
    : { ...event, amountCents };
}

const phoneBids = (phone: 'ann' | 'ben' | 'xenia') => {
  const of = { lotId: 'lot-1' } as const;
  if (phone === 'ann')
    return [
      {
        ...of,
        bidId: 'bid-1',
        amountCents: 1_000,
        kind: 'exact',
        state: 'leading',
        sequence: 3,
        receivedAtMs: 20_003,
      },
      {
        ...of,
        bidId: 'bid-3',
        amountCents: 2_600,
        kind: 'exact',
        state: 'outbid',
        sequence: 5,
        receivedAtMs: 65_003,
      },
      {
        ...of,
        bidId: 'bid-4',
        amountCents: 2_750,
        kind: 'exact',
        state: 'refused',
        code: 'below-asking-price',
      },
    ] as const;
  if (phone === 'ben')
    return [
      {
        ...of,
        bidId: 'bid-2',
        amountCents: 3_000,
        kind: 'maximum',
        state: 'leading',
        sequence: 4,
        receivedAtMs: 30_003,
      },
    ] as const;
  return [];
};

/** What everybody has at the end, five minutes in. */
export const end: readonly Observation[] = [
  ...(['ann', 'ben', 'xenia'] as const).map(
    (phone): Observation => ({
      type: 'phone-final',
      atMs: 300_000,
      phone,
      connection: 'live',
      lots: [faces.sold],
      bids: phoneBids(phone),
    }),
  ),
  { type: 'public-lot-final', atMs: 300_000, lot: faces.sold },
  {
    type: 'history-final',
    atMs: 300_000,
    lotId: 'lot-1',
    entries: publicEvents.map(([committedAtMs, ...events], place) => ({
      sequence: place + 1,
      committedAtMs,
      events,
    })),
    opened: [],
  },
  {
    type: 'statement-final',
    atMs: 300_000,
    sellerId: 'seller-1',
    openingCents: 0,
    closingCents: 2_792,
    netProceedsCents: 2_792,
    lines: [
      {
        lotId: 'lot-1',
        hammerPriceCents: 2_700,
        netCents: 2_792,
        transferIds: ['lot-1-hammer', 'lot-1-shipping', 'lot-1-commission', 'lot-1-processing'],
      },
    ],
  },
];

const shows = (atMs: number, lot: { lotId: string; number: number; sequence: number }): Observation => ({
  type: 'phone-shows',
  atMs,
  phone: 'ann',
  lots: [lot],
});

/** One whole drop in which everything is as it should be. */
export const goodDrop: readonly Observation[] = [
  ...setUp,
  appended(500, scheduled),
  ...people,
  ...hello('hello-ann', 2_000, 'ann', 'ann-1', { role: 'bidder', paddleNumber: 7 }),
  shows(2_012, faces.scheduled),
  ...hello('hello-ben', 2_500, 'ben', 'ben-1', { role: 'bidder', paddleNumber: 8 }),
  ...hello('hello-xenia', 3_000, 'xenia', 'xenia-1', { role: 'auctioneer' }),
  ...opening,
  ...pushed(10_050, faces.opened),
  shows(10_050, faces.opened),
  appended(10_200, opened),
  ...firstBid,
  ...pushed(20_050, faces.bidOnce),
  shows(20_050, faces.bidOnce),
  appended(20_200, bidOnce),
  ...secondBid,
  ...pushed(30_050, faces.bidTwice),
  appended(30_200, bidTwice),
  ...thirdBid,
  ...pushed(65_050, faces.bidThrice),
  shows(65_050, faces.bidThrice),
  appended(65_200, bidThrice),
  ...refusedBid,
  ...hammer,
  ...pushed(76_050, faces.sold),
  appended(76_200, sold),
  ...settlement,
  { type: 'healed', atMs: 80_000 },
  ...end,
];

/** The good drop up to an instant. */
export const goodUntil = (atMs: number): readonly Observation[] =>
  goodDrop.filter((observed) => observed.atMs < atMs);
