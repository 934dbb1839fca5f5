import type { Action, LotCommandMessage } from '@gaveldrop/protocol';

// Who may do what, row by row. Every cell says in so many words what comes of it, so that a right cannot change unseen.

/** Somebody with a good token, as the drop of the table knows them. */
export const people = [
  /** Runs this drop. */
  'auctioneer',
  /** In the auctioneers' group, and runs another drop. */
  'auctioneerElsewhere',
  /** Paddle 1. */
  'bidder',
  /** Signed in, without a paddle. */
  'visitor',
  /** Of every lot here; paddle 2. */
  'seller',
  /** Paddle 3, tied to that seller. */
  'tiedToSeller',
  /** Paddle 4. */
  'suspended',
  /** Paddle 5, which may bid up to 50.00. */
  'limited',
] as const;
export type PersonRole = (typeof people)[number];

/** Tokens that would be the auctioneer's if they proved anything, and none at all. */
export const unproven = [
  'signedOut',
  'expired',
  'signedByAnotherKey',
  'signedWithThePublicKey',
  'unsigned',
  'forAnotherAudience',
  'fromAnotherIssuer',
] as const;
export type UnprovenRole = (typeof unproven)[number];
export type HttpRole = PersonRole | UnprovenRole;

/** A status, with the code of a problem or the words of the gateway. */
type HttpCells = Readonly<Record<HttpRole, string>>;

const everybody: HttpCells = {
  auctioneer: '200',
  auctioneerElsewhere: '200',
  bidder: '200',
  visitor: '200',
  seller: '200',
  tiedToSeller: '200',
  suspended: '200',
  limited: '200',
  signedOut: '200',
  expired: '200',
  signedByAnotherKey: '200',
  signedWithThePublicKey: '200',
  unsigned: '200',
  forAnotherAudience: '200',
  fromAnotherIssuer: '200',
};
const nobodyUnproven: Readonly<Record<UnprovenRole, string>> = {
  signedOut: '401 Unauthorized',
  expired: '401 Unauthorized',
  signedByAnotherKey: '401 Unauthorized',
  signedWithThePublicKey: '401 Unauthorized',
  unsigned: '401 Unauthorized',
  forAnotherAudience: '401 Unauthorized',
  fromAnotherIssuer: '401 Unauthorized',
};
/** What only an auctioneer of the drop may do. [L2] */
const auctioneersOwn = (done: '200' | '201'): HttpCells => ({
  ...nobodyUnproven,
  auctioneer: done,
  auctioneerElsewhere: '403 not-auctioneer',
  bidder: '403 not-auctioneer',
  visitor: '403 not-auctioneer',
  seller: '403 not-auctioneer',
  tiedToSeller: '403 not-auctioneer',
  suspended: '403 not-auctioneer',
  limited: '403 not-auctioneer',
});
const everybodySignedIn = (done: '200' | '201'): HttpCells => ({
  ...nobodyUnproven,
  auctioneer: done,
  auctioneerElsewhere: done,
  bidder: done,
  visitor: done,
  seller: done,
  tiedToSeller: done,
  suspended: done,
  limited: done,
});
/** What the seller and an auctioneer of the drop may read. */
const sellersOwn: HttpCells = {
  ...nobodyUnproven,
  auctioneer: '200',
  auctioneerElsewhere: '403 not-this-seller',
  bidder: '403 not-this-seller',
  visitor: '403 not-this-seller',
  seller: '200',
  tiedToSeller: '403 not-this-seller',
  suspended: '403 not-this-seller',
  limited: '403 not-this-seller',
};

/** Every endpoint, by its route as the gateway names it. */
export const httpRights: Readonly<Record<string, HttpCells>> = {
  'GET /drops': everybody,
  'GET /drops/{dropId}': everybody,
  'GET /drops/{dropId}/lots': everybody,
  'GET /drops/{dropId}/lots/{lotId}/history': everybody,
  'GET /drops/{dropId}/snapshot': everybody,
  'HEAD /drops/{dropId}/snapshot': everybody,
  'GET /keys': everybody,
  'POST /drops': {
    ...auctioneersOwn('201'),
    auctioneerElsewhere: '201',
  },
  'POST /drops/{dropId}/lots': auctioneersOwn('201'),
  'PATCH /drops/{dropId}/lots/{lotId}': auctioneersOwn('200'),
  'GET /drops/{dropId}/paddles': auctioneersOwn('200'),
  'PUT /drops/{dropId}/paddles/{paddle}/suspension': auctioneersOwn('200'),
  'PUT /drops/{dropId}/paddles/{paddle}/limit': auctioneersOwn('200'),
  'PUT /drops/{dropId}/paddles/{paddle}/seller': auctioneersOwn('200'),
  'POST /drops/{dropId}/paddles': everybodySignedIn('201'),
  'POST /tickets': everybodySignedIn('201'),
  'GET /me': everybodySignedIn('200'),
  'GET /drops/{dropId}/receipts': {
    ...everybodySignedIn('200'),
    auctioneer: '404 paddle-not-registered',
    auctioneerElsewhere: '404 paddle-not-registered',
    visitor: '404 paddle-not-registered',
  },
  'GET /lots/{lotId}/net': sellersOwn,
  'GET /sellers/{sellerId}/statements/{statementId}': sellersOwn,
  // An auctioneer is shown those of their own drops.
  'GET /sellers/{sellerId}/statements': {
    ...sellersOwn,
    auctioneer: '200 with 1',
    auctioneerElsewhere: '200 with 0',
    seller: '200 with 1',
  },
};

/** Somebody whose ticket is for another drop, where they are what the name says. */
export const elsewhere = ['bidderOfAnotherDrop', 'auctioneerOfAnotherDrop'] as const;

/** What is wrong with a ticket, if there is one. */
export const unfit = [
  'noTicket',
  'ticketNobodyMade',
  'accessTokenForATicket',
  'usedTicket',
  'expiredTicket',
  'ticketFromBeforeAChangeOfRights',
  'ticketOfAnotherOrigin',
  'ticketOfAPageWithoutOrigin',
  'ticketOfNoPageFromAPage',
] as const;
export type UnfitTicket = (typeof unfit)[number];
export type SocketRole = PersonRole | (typeof elsewhere)[number];

/** What one's message is answered with; of those who are not let in, the handshake's status. */
type SocketCells = Readonly<Record<SocketRole | UnfitTicket, string>>;

const notLetIn: Readonly<Record<UnfitTicket, string>> = {
  noTicket: 'not let in: 401',
  ticketNobodyMade: 'not let in: 403',
  accessTokenForATicket: 'not let in: 403',
  usedTicket: 'not let in: 403',
  expiredTicket: 'not let in: 403',
  ticketFromBeforeAChangeOfRights: 'not let in: 403',
  ticketOfAnotherOrigin: 'not let in: 403',
  ticketOfAPageWithoutOrigin: 'not let in: 403',
  ticketOfNoPageFromAPage: 'not let in: 403',
};
const auctioneersCommand: SocketCells = {
  ...notLetIn,
  auctioneer: 'done',
  auctioneerElsewhere: 'refused: not-auctioneer',
  bidder: 'refused: not-auctioneer',
  visitor: 'refused: not-auctioneer',
  seller: 'refused: not-auctioneer',
  tiedToSeller: 'refused: not-auctioneer',
  suspended: 'refused: not-auctioneer',
  limited: 'refused: not-auctioneer',
  bidderOfAnotherDrop: 'refused: not-auctioneer',
  auctioneerOfAnotherDrop: 'refused: lot-unknown',
};
const bid: SocketCells = {
  ...notLetIn,
  auctioneer: 'refused: paddle-not-registered',
  auctioneerElsewhere: 'refused: paddle-not-registered',
  bidder: 'leading',
  visitor: 'refused: paddle-not-registered',
  seller: 'refused: seller-may-not-bid',
  tiedToSeller: 'refused: seller-may-not-bid',
  suspended: 'refused: paddle-suspended',
  limited: 'leading',
  bidderOfAnotherDrop: 'refused: lot-unknown',
  auctioneerOfAnotherDrop: 'refused: lot-unknown',
};
const anyMessage = (answer: string): SocketCells => ({
  ...notLetIn,
  auctioneer: answer,
  auctioneerElsewhere: answer,
  bidder: answer,
  visitor: answer,
  seller: answer,
  tiedToSeller: answer,
  suspended: answer,
  limited: answer,
  bidderOfAnotherDrop: answer,
  auctioneerOfAnotherDrop: answer,
});

/** An auctioneer's commands, in an order in which each can be done. */
const commands: Readonly<Record<LotCommandMessage['command'], SocketCells>> = {
  open: auctioneersCommand,
  pause: auctioneersCommand,
  resume: auctioneersCommand,
  hammer: auctioneersCommand,
  withdraw: auctioneersCommand,
};

/** Every action, by the route that its message takes, with each thing that it can ask. */
export const socketRights: Readonly<Record<Action | '$default', Readonly<Record<string, SocketCells>>>> = {
  hello: {
    hello: {
      ...notLetIn,
      auctioneer: 'welcome here, auctioneer',
      auctioneerElsewhere: 'welcome here, bidder',
      bidder: 'welcome here, bidder 1',
      visitor: 'welcome here, bidder',
      seller: 'welcome here, bidder 2',
      tiedToSeller: 'welcome here, bidder 3',
      suspended: 'welcome here, bidder 4',
      limited: 'welcome here, bidder 5',
      bidderOfAnotherDrop: 'welcome elsewhere, bidder 1',
      auctioneerOfAnotherDrop: 'welcome elsewhere, auctioneer',
    },
  },
  ping: { ping: anyMessage('pong') },
  bid: {
    // The bidder first, then the one with a limit: each at the asking price they meet.
    'bid at the asking price': bid,
    'bid above a paddle’s limit': { ...bid, limited: 'refused: above-paddle-limit' },
  },
  lot: commands,
  $default: { 'an action we do not know': anyMessage('error: action-unknown') },
};
