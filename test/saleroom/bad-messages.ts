import { ulid } from 'ulid';

/** The lot a message may name. */
export type LotIds = { readonly openLotId: string };

/** A message that nothing may come of, and what its one answer must say. */
export type BadMessage = {
  readonly title: string;
  /** Text is sent as it is. */
  readonly message: (lots: LotIds) => unknown;
  readonly says: object;
};

const nowhere = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

const bid = (lotId: string, change: object = {}): object => ({
  action: 'bid',
  bidId: ulid(),
  lotId,
  amountCents: 5_000,
  kind: 'exact',
  attempt: 1,
  ...change,
});
const command = (lotId: string, change: object = {}): object => ({
  action: 'lot',
  commandId: ulid(),
  lotId,
  command: 'pause',
  ...change,
});
const hello = (change: object): object => ({
  action: 'hello',
  protocol: 1,
  have: {},
  pending: [],
  ...change,
});
/** A message of just so many bytes, whatever it says. */
const padded = (message: object, bytes: number): string => JSON.stringify(message).padEnd(bytes, ' ');

const error = (of: string | undefined, code: string, message: string) =>
  of === undefined ? { type: 'error', code, message } : { type: 'error', code, message, of };
/** A wrong field of an action, named with what is wrong with it. */
const wrongField = (of: string, field: string) => ({
  type: 'error',
  code: 'invalid-field',
  of,
  message: new RegExp(`^${field.replace(/[[\]().]/g, '\\$&')}: .`),
});

const missing = error(undefined, 'action-missing', 'action: the message must be JSON with an action');
const strange = (action: string) =>
  error(action, 'action-unknown', 'action: must be hello, bid, ping or lot');

const noAction: readonly BadMessage[] = [
  { title: 'nothing', message: () => '', says: missing },
  { title: 'no JSON', message: () => 'bid 50', says: missing },
  { title: 'half an object', message: () => '{"action":"bid"', says: missing },
  { title: 'null', message: () => 'null', says: missing },
  { title: 'a list', message: () => '[{"action":"bid"}]', says: missing },
  { title: 'a number', message: () => '7', says: missing },
  {
    title: 'an object without an action',
    message: ({ openLotId }) => bid(openLotId, { action: undefined }),
    says: missing,
  },
  { title: 'an action that is a number', message: () => ({ action: 1 }), says: missing },
  { title: 'an action that is a list', message: () => ({ action: ['bid'] }), says: missing },
  { title: 'an action we do not know', message: () => ({ action: 'buy' }), says: strange('buy') },
  {
    title: 'an action in capitals',
    message: ({ openLotId }) => bid(openLotId, { action: 'BID' }),
    says: strange('BID'),
  },
  {
    title: "one of the gateway's own routes",
    message: () => ({ action: '$connect' }),
    says: strange('$connect'),
  },
  {
    title: 'an action every object has',
    message: () => ({ action: 'constructor' }),
    says: strange('constructor'),
  },
  { title: 'a long action', message: () => ({ action: 'x'.repeat(500) }), says: strange('x'.repeat(32)) },
];

const amounts: readonly (readonly [string, unknown])[] = [
  ['of 0', 0],
  ['below 0', -5_000],
  ['of part of a cent', 5_000.5],
  ['of 10^12', 1_000_000_000_000],
  ['of 10^300', 1e300],
  ['that is text', '5000'],
  ['of null', null],
  ['that is a list', [5_000]],
  ['that is true', true],
];
/** What JSON can spell and no amount can be: read as infinite, as less than nothing, and as no JSON at all. */
const spellings = ['1e999', '-1e999', '-0', '5e-1'];

const bids: readonly BadMessage[] = [
  ...amounts.map(([what, amountCents]) => ({
    title: `a bid ${what}`,
    message: ({ openLotId }: LotIds) => bid(openLotId, { amountCents }),
    says: wrongField('bid', 'amountCents'),
  })),
  ...spellings.map((amount) => ({
    title: `a bid of ${amount}`,
    message: ({ openLotId }: LotIds) => JSON.stringify(bid(openLotId)).replace('5000', amount),
    says: wrongField('bid', 'amountCents'),
  })),
  ...['NaN', 'Infinity', '0x1388', '5_000'].map((amount) => ({
    title: `a bid of ${amount}`,
    message: ({ openLotId }: LotIds) => JSON.stringify(bid(openLotId)).replace('5000', amount),
    says: missing,
  })),
  ...(
    [
      ['of no lot', { lotId: undefined }, 'lotId'],
      ['on a lot that is none', { lotId: '1' }, 'lotId'],
      ['on a list of lots', { lotId: [nowhere] }, 'lotId'],
      ['without an id', { bidId: undefined }, 'bidId'],
      ['with an id in small letters', { bidId: nowhere.toLowerCase() }, 'bidId'],
      ['with an id too large for its bytes', { bidId: '8ZZZZZZZZZZZZZZZZZZZZZZZZZ' }, 'bidId'],
      ['of no kind', { kind: undefined }, 'kind'],
      ['of a kind we do not know', { kind: 'proxy' }, 'kind'],
      ['without its sending counted', { attempt: undefined }, 'attempt'],
      ['that is sending 0', { attempt: 0 }, 'attempt'],
      ['that is sending 1.5', { attempt: 1.5 }, 'attempt'],
      ['after a sequence below 0', { afterSequence: -1 }, 'afterSequence'],
      ['with a paddle of its own choice', { paddleNumber: 2 }, 'paddleNumber'],
      ['with a time of its own choice', { receivedAtMs: 1 }, 'receivedAtMs'],
    ] as const
  ).map(([what, change, field]) => ({
    title: `a bid ${what}`,
    message: ({ openLotId }: LotIds) => bid(openLotId, change),
    says: wrongField('bid', field),
  })),
  {
    title: 'a bid of 1,025 bytes',
    message: ({ openLotId }) => padded(bid(openLotId), 1_025),
    says: error('bid', 'message-too-long', 'the message has 1025 bytes; bid may have at most 1024'),
  },
  {
    title: 'a bid of few characters and 1,025 bytes',
    message: ({ openLotId }) => {
      const text = JSON.stringify(bid(openLotId, { note: '' }));
      const bytes = 1_025 - text.length;
      return text.replace(
        '"note":""',
        `"note":"${'x'.repeat(bytes % 3)}${'€'.repeat(Math.floor(bytes / 3))}"`,
      );
    },
    says: error('bid', 'message-too-long', 'the message has 1025 bytes; bid may have at most 1024'),
  },
  {
    title: 'a bid on a lot nobody has',
    message: () => bid(nowhere),
    says: { type: 'bid-answer', outcome: 'refused', code: 'lot-unknown', lotId: nowhere },
  },
  {
    title: 'a bid below the asking price',
    message: ({ openLotId }) => bid(openLotId, { amountCents: 1 }),
    says: { type: 'bid-answer', outcome: 'refused', code: 'below-asking-price', askingPriceCents: 1_000 },
  },
];

const commands: readonly BadMessage[] = [
  ...(
    [
      ['we do not know', { command: 'sell' }, 'command'],
      ['of none', { command: undefined }, 'command'],
      ['to withdraw without a reason', { command: 'withdraw' }, 'reason'],
      ['to withdraw for nothing', { command: 'withdraw', reason: ' ' }, 'reason'],
      ['to withdraw for half a character', { command: 'withdraw', reason: '\ud800' }, 'reason'],
      ['to pause with a reason', { reason: 'tea' }, 'reason'],
      ['without an id', { commandId: undefined }, 'commandId'],
      ['on a lot that is none', { lotId: 1 }, 'lotId'],
    ] as const
  ).map(([what, change, field]) => ({
    title: `a command ${what}`,
    message: ({ openLotId }: LotIds) => command(openLotId, change),
    says: wrongField('lot', field),
  })),
];

const pending = (count: number) => Array.from({ length: count }, () => ({ bidId: nowhere, lotId: nowhere }));
const others: readonly BadMessage[] = [
  ...(
    [
      ['in a language of tomorrow', { protocol: 2 }, 'protocol'],
      ['in none', { protocol: undefined }, 'protocol'],
      ['with lots that are a list', { have: [1, 2] }, 'have'],
      ['with a lot 0', { have: { '0': 1 } }, 'have.0'],
      ['with a lot called one', { have: { one: 1 } }, 'have.one'],
      ['with a sequence that is text', { have: { '1': 'x' } }, 'have.1'],
      ['with nine pending bids', { pending: pending(9) }, 'pending'],
      ['with a pending bid of no id', { pending: [{ lotId: nowhere }] }, 'pending[0].bidId'],
      ['with a role', { role: 'auctioneer' }, 'role'],
    ] as const
  ).map(([what, change, field]) => ({
    title: `a hello ${what}`,
    message: () => hello(change),
    says: wrongField('hello', field),
  })),
  {
    title: 'a hello of 4,097 bytes',
    message: () => padded(hello({}), 4_097),
    says: error('hello', 'message-too-long', 'the message has 4097 bytes; hello may have at most 4096'),
  },
  {
    title: 'a ping without a time',
    message: () => ({ action: 'ping' }),
    says: wrongField('ping', 'sentAtMs'),
  },
  {
    title: 'a ping before time began',
    message: () => ({ action: 'ping', sentAtMs: -1 }),
    says: wrongField('ping', 'sentAtMs'),
  },
  {
    title: 'a ping of 1,025 bytes',
    message: () => padded({ action: 'ping', sentAtMs: 1 }, 1_025),
    says: error('ping', 'message-too-long', 'the message has 1025 bytes; ping may have at most 1024'),
  },
  {
    title: 'something strange of 30,000 bytes',
    message: () => padded({ action: 'shout' }, 30_000),
    says: strange('shout'),
  },
];

/** Messages of a bidder that get an error or a refusal, and change nothing. */
export const badMessages: readonly BadMessage[] = [...noAction, ...bids, ...commands, ...others];
