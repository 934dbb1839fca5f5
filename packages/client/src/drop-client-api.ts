import type {
  BidRefusalCode,
  LotAnswer,
  LotCommandMessage,
  PublicLot,
  RefusalReceipt,
  Role,
  WelcomeMessage,
} from '@gaveldrop/protocol';
import type { BidId, Cents, DropId, EpochMs, LotId, PaddleNumber } from '@gaveldrop/units';

/** A socket as the client needs it; the page hands in the browser's, a rehearsal Node's, a simulation its own. */
export type Socket = {
  send(text: string): void;
  close(): void;
};
export type SocketEvents = {
  onOpen(): void;
  onMessage(text: string): void;
  /** Called exactly once, whether or not it ever opened. */
  onClose(code: number): void;
};

/** Everything the client takes from the world. */
export type ClientPorts = {
  /** The device's clock: it may be wrong, and may jump. */
  nowMs(): number;
  /** From 0 up to, not including, 1. */
  random(): number;
  /** Calls back once after `ms`; the function returned cancels it. */
  after(ms: number, call: () => void): () => void;
  /** Opens a socket, offering sub-protocols if there are any; the saleroom's address carries the ticket already. */
  openSocket(url: string, events: SocketEvents, protocols?: readonly string[]): Socket;
  /** A fresh ticket for one connection, or why there is none. A throw is a passing fault, tried again. */
  takeTicket(): Promise<TicketResult>;
  /**
   * The drop's public snapshot. `fresh`, when somebody looks again or the network is back, for it says sooner than a
   * connection how things stand; after a throw it is asked for again, unless that was a `SaleroomProblem` of status 429.
   * `kept`, which may be a second old and come from a cache: every second or two while nothing is pushed, a lot is open and
   * somebody looks, and a moment after the feed has missed something, by as many phones as there are. Without this port
   * the welcome is waited for.
   */
  readSnapshot?(wanted: SnapshotWanted): Promise<ReadSnapshot>;
};
/** All lots as they stood at `serverNowMs`, by the server's clock. */
export type ReadSnapshot = { readonly serverNowMs: number; readonly lots: readonly PublicLot[] };
export type SnapshotWanted = 'fresh' | 'kept';
export type TicketResult =
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/**
 * Where changes are pushed in a stage whose viewers are too many for its sockets: AppSync Events. Bids and their answers
 * stay on the saleroom's socket.
 */
export type FeedOptions = {
  /** The address of its sockets: `wss://…/event/realtime`. */
  readonly url: string;
  /** The host of its HTTP address, which is what it is authorized for. */
  readonly host: string;
  readonly dropId: DropId;
  /** An access token, fresh for each connection. A throw is a passing fault, tried again. */
  token(): Promise<string>;
};

/** Why the saleroom gave no ticket: its stable code, and a sentence for people. */
export type RefusalReason = { readonly code: string; readonly message: string };

/** What a device knows of its own: that the page is looked at or put away, that there is a network or none. */
export type Hint = 'visible' | 'hidden' | 'online' | 'offline';

export type ConnectionState =
  | { readonly kind: 'stopped' }
  /** Taking a ticket, opening the socket, or waiting for the welcome. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** Between two tries; `why` when the saleroom named a reason that passes, as `too-many-connections`. */
  | { readonly kind: 'waiting'; readonly retryAtMs: number; readonly why?: RefusalReason }
  /** The saleroom does not let this person in; trying again would not help. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** What became of one of this phone's own bids. */
export type OwnBid = {
  readonly bidId: BidId;
  readonly lotId: LotId;
  readonly amountCents: Cents;
  readonly kind: 'exact' | 'maximum';
  /**
   * `pending` until an answer; `unknown` and `busy` answers are pending too, and sent again. `not-sent`: no connection came in
   * time to send it even once, and it never will be.
   */
  readonly state: 'pending' | 'leading' | 'outbid' | 'refused' | 'not-sent';
  readonly attempts: number;
  readonly code?: BidRefusalCode;
  readonly askingPriceCents?: number;
  readonly sequence?: number;
  readonly receivedAtMs?: EpochMs;
  /** Of a refused bid: what the saleroom signed, and nobody else keeps. */
  readonly receipt?: RefusalReceipt;
  /** Device time between the first sending and the answer. */
  readonly answeredAfterMs?: number;
};

export type DropState = {
  /** What bids go by. */
  readonly connection: ConnectionState;
  /**
   * Changes are pushed to this phone: by the feed, or where there is none by a live connection; no hint has it made sure just
   * now whether that still lives; and what the feed missed has been told. While it is false, what is shown may be some
   * seconds old.
   */
  readonly pushed: boolean;
  /** True once any welcome has come. */
  readonly welcomed: boolean;
  readonly drop?: WelcomeMessage['drop'];
  readonly you?: { readonly role: Role; readonly paddleNumber?: PaddleNumber };
  /** The newest public form seen of each lot, by lot number. */
  readonly lots: readonly PublicLot[];
  /** Newest last. */
  readonly bids: readonly OwnBid[];
  /** The last thing the server said was wrong with a message of ours, or we found wrong with one of its. */
  readonly lastError?: { readonly code: string; readonly message: string };
  /** The last welcome did not hold all lots: the snapshot has the rest. */
  readonly more?: boolean;
  /** A lot came up that no welcome had named: the catalogue should be read again, and `catalogueRead` called then. */
  readonly catalogueStale?: boolean;
  /** How many messages of the server were not understood, when any; the last is in `lastError`. */
  readonly invalidMessages?: number;
};

export type CommandOf = Pick<LotCommandMessage, 'lotId' | 'command'> & { readonly reason?: string };

/** One phone in one drop. */
export type DropClient = {
  start(): void;
  /** Ends the connection and every timer; bids still pending stay listed. */
  stop(): void;
  state(): DropState;
  /** Called after every change of `state()`; the function returned ends that. */
  subscribe(listener: (state: DropState) => void): () => void;
  /**
   * The server's clock as this phone knows it: the device's until the first welcome, from then on never running
   * backwards, but for a device clock that turns out to have been set wrong by more than two seconds.
   */
  serverNowMs(): EpochMs;
  /**
   * Sends a bid, and sends it again by its id until it is answered. Refused bids are final; a new tap is a new bid. One that has
   * been sent is never given up, however long no answer comes: it may have arrived.
   * @throws TypeError that names the field which cannot be sent, as an amount that is no whole number of minor units; then
   * nothing is.
   */
  bid(bid: { lotId: LotId; amountCents: Cents; kind: 'exact' | 'maximum' }): BidId;
  /**
   * An auctioneer's command; sent again by its id until it is answered. Rejects with a TypeError that names the field which
   * cannot be sent, and with an Error when the client is stopped first.
   */
  command(command: CommandOf): Promise<LotAnswer>;
  /**
   * `visible` and `online` shorten a wait, read the snapshot, and make sure of a connection that may have died unnoticed.
   * `hidden` makes later waits longer, `offline` makes sure at once. None of them has to be given.
   */
  hint(hint: Hint): void;
  /** The page has read the catalogue: ends `catalogueStale`. */
  catalogueRead(): void;
  /** Takes lots from a snapshot; of each lot the highest sequence stays, as always. */
  mergeSnapshot(lots: readonly PublicLot[]): void;
};
