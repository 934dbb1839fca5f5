import {
  type ClientPorts,
  createDropClient,
  type DropClient,
  type ReadSnapshot,
  type Socket,
  type SocketEvents,
  type TicketResult,
} from '@gaveldrop/client';
import type { ClientMessage, PublicLot } from '@gaveldrop/protocol';
import {
  type BidId,
  type Cents,
  type DropId,
  epochMs,
  type LotId,
  type PaddleNumber,
  type Sequence,
} from '@gaveldrop/units';

/** The server's clock when a world begins: 2026-03-01T12:00:00Z. */
export const worldStartMs = 1_772_366_400_000;
export const lotId = '01KJM00000000000000000AAA1' as LotId;
export const otherLotId = '01KJM00000000000000000AAA2' as LotId;
export const ourPaddle = 7 as PaddleNumber;

/** A socket seen from the server's end: what came waits in a queue, what goes is given by the test. */
export class ServerEnd {
  readonly url: string;
  readonly received: ClientMessage[] = [];
  /** How long each text was. */
  readonly lengths: number[] = [];
  closedByPhone = false;
  /** How many pings were answered. */
  pongs = 0;
  private readonly events: SocketEvents;
  private isClosed = false;

  constructor(url: string, events: SocketEvents) {
    this.url = url;
    this.events = events;
  }

  take(text: string): void {
    this.lengths.push(text.length);
    this.received.push(JSON.parse(text) as ClientMessage);
  }
  open(): void {
    this.events.onOpen();
  }
  say(message: object): void {
    this.sayText(JSON.stringify(message));
  }
  sayText(text: string): void {
    if (!this.isClosed) this.events.onMessage(text);
  }
  close(code = 1006): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.events.onClose(code);
  }
  /** What was still on its way when the phone gave this socket up. */
  sayLate(message: object): void {
    this.events.onMessage(JSON.stringify(message));
  }
  closeLate(): void {
    this.events.onClose(1006);
  }
  closeFromPhone(): void {
    this.closedByPhone = true;
    this.isClosed = true;
  }
  /** The messages of one action, in order. */
  of<A extends ClientMessage['action']>(action: A): Extract<ClientMessage, { action: A }>[] {
    return this.received.filter((message) => message.action === action) as Extract<
      ClientMessage,
      { action: A }
    >[];
  }
}

export const dropId = '01KJM00000000000000000DRA1' as DropId;

/** What a phone says to the feed. */
export type FeedMessage = { readonly type: string; readonly id?: string; readonly channel?: string };

/** A socket of the feed, seen from its server's end. */
export class FeedEnd {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly received: FeedMessage[] = [];
  closedByPhone = false;
  private readonly events: SocketEvents;

  constructor(url: string, events: SocketEvents, protocols: readonly string[]) {
    this.url = url;
    this.events = events;
    this.protocols = protocols;
  }

  open(): void {
    this.events.onOpen();
  }
  say(frame: object): void {
    this.events.onMessage(JSON.stringify(frame));
  }
  sayText(text: string): void {
    this.events.onMessage(text);
  }
  close(): void {
    this.events.onClose(1006);
  }
  /** Takes the phone's subscription. */
  flow(connectionTimeoutMs = 300_000): void {
    this.open();
    this.say({ type: 'connection_ack', connectionTimeoutMs });
    this.say({ type: 'subscribe_success', id: this.of('subscribe').at(-1)?.id });
  }
  /** Pushes a message of the saleroom. */
  push(message: object): void {
    this.say({ type: 'data', id: 'drop-1', event: JSON.stringify(message) });
  }
  of(type: string): FeedMessage[] {
    return this.received.filter((message) => message.type === type);
  }
}

/** What is asked for and never comes. */
export const never = (): Promise<never> => new Promise(() => undefined);

type Timer = { readonly atMs: number; readonly place: number; readonly call: () => void };

/** The world of one phone: its clock moves by hand, its tickets and sockets are the test's. */
export class DropWorld {
  /** True time since the world began. */
  elapsedMs = 0;
  /** How far the device's clock is ahead of the server's. */
  deviceAheadMs = 0;
  /** What `random` gives. */
  chance = 0.5;
  readonly sockets: ServerEnd[] = [];
  readonly feeds: FeedEnd[] = [];
  tokensTaken = 0;
  token: () => Promise<string> = async () => 'head.body.seal';
  ticketsTaken = 0;
  ticket: () => Promise<TicketResult> = async () => ({ kind: 'ticket', ticket: `T${this.ticketsTaken}` });
  snapshotsRead = 0;
  /** Those of them that no cache was to answer. */
  freshSnapshotsRead = 0;
  /** What is read: unless it says otherwise as of when it was asked for, or as old as an edge lets it become. */
  snapshot: () => Promise<Partial<ReadSnapshot> & Pick<ReadSnapshot, 'lots'>> = async () => ({ lots: [] });
  readonly client: DropClient;
  private timers: Timer[] = [];
  private places = 0;

  /** @param pushes by what changes are pushed */
  constructor(pushes: 'sockets' | 'feed' = 'sockets') {
    const feed = {
      ...{ url: 'wss://feed.test/event/realtime', host: 'feed-api.test', dropId },
      token: () => {
        this.tokensTaken += 1;
        return this.token();
      },
    };
    this.client = createDropClient({
      webSocketUrl: 'wss://saleroom.test/live',
      ...(pushes === 'feed' ? { feed } : {}),
      ports: this.ports(),
    });
  }

  get serverNowMs(): number {
    return worldStartMs + this.elapsedMs;
  }
  /** The newest socket. */
  get socket(): ServerEnd {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  /** The newest socket of the feed. */
  get feed(): FeedEnd {
    const feed = this.feeds.at(-1);
    if (feed === undefined) throw new Error('no socket of the feed was opened');
    return feed;
  }

  /** Lets promises that are settled take effect. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  }

  /** Moves true time on, calling each timer at its instant. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.elapsedMs + ms;
    await this.settle();
    for (let called = 0; ; called += 1) {
      if (called > 100_000) throw new Error('timers without end');
      const next = this.timers
        .filter((timer) => timer.atMs <= untilMs)
        .sort((one, other) => one.atMs - other.atMs || one.place - other.place)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.elapsedMs = Math.max(this.elapsedMs, next.atMs);
      next.call();
      await this.settle();
    }
    this.elapsedMs = untilMs;
  }

  /** The saleroom answers every ping of the newest socket that it has not answered yet. */
  answerPings(lots: readonly PublicLot[] = []): void {
    const { socket, serverNowMs } = this;
    for (const { sentAtMs } of socket.of('ping').slice(socket.pongs)) {
      socket.pongs += 1;
      socket.say({ type: 'pong', sentAtMs, serverNowMs, lots });
    }
  }

  /** Lets time pass while the saleroom answers what pings there are, once a second. */
  async pass(ms: number): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= 1_000) {
      await this.advance(Math.min(1_000, leftMs));
      this.answerPings();
    }
  }

  after(ms: number, call: () => void): () => void {
    this.places += 1;
    const timer: Timer = { atMs: this.elapsedMs + ms, place: this.places, call };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((running) => running !== timer);
    };
  }

  get timersRunning(): number {
    return this.timers.length;
  }

  /** Starts the client and has the socket open, with its `hello` in the queue. */
  async connect(): Promise<ServerEnd> {
    this.client.start();
    await this.settle();
    this.socket.open();
    return this.socket;
  }

  /** Starts the client and welcomes it. */
  async goLive(lots: readonly PublicLot[] = [openLot()], told: object = {}): Promise<ServerEnd> {
    const socket = await this.connect();
    socket.say(this.welcome({ lots, ...told }));
    return socket;
  }

  /** Waits out a back-off and has the next socket open. */
  async reconnect(): Promise<ServerEnd> {
    const before = this.sockets.length;
    for (let waitedMs = 0; waitedMs < 16_000; waitedMs += 10) {
      await this.advance(10);
      if (this.sockets.length === before) continue;
      this.socket.open();
      return this.socket;
    }
    throw new Error('the phone did not come back');
  }

  welcome(fields: object = {}): object {
    return {
      type: 'welcome',
      serverNowMs: this.serverNowMs,
      drop: {
        dropId,
        title: 'Spring drop',
        currency: 'EUR',
      },
      lots: [],
      more: false,
      you: { role: 'bidder', paddleNumber: ourPaddle },
      pending: [],
      ...fields,
    };
  }

  answer(bidId: BidId, fields: object): object {
    return {
      type: 'bid-answer',
      bidId,
      lotId,
      receivedAtMs: this.serverNowMs,
      serverNowMs: this.serverNowMs,
      ...fields,
    };
  }

  pushed(...lots: readonly PublicLot[]): object {
    return { type: 'lots', serverNowMs: this.serverNowMs, lots };
  }

  private openFeed(url: string, events: SocketEvents, protocols: readonly string[]): Socket {
    const end = new FeedEnd(url, events, protocols);
    this.feeds.push(end);
    return {
      send: (text) => end.received.push(JSON.parse(text) as FeedMessage),
      close: () => {
        end.closedByPhone = true;
      },
    };
  }

  private ports(): ClientPorts {
    return {
      nowMs: () => this.serverNowMs + this.deviceAheadMs,
      random: () => this.chance,
      after: (ms, call) => this.after(ms, call),
      openSocket: (url, events, protocols) => {
        if (protocols !== undefined) return this.openFeed(url, events, protocols);
        const end = new ServerEnd(url, events);
        this.sockets.push(end);
        return { send: (text) => end.take(text), close: () => end.closeFromPhone() };
      },
      takeTicket: () => {
        this.ticketsTaken += 1;
        return this.ticket();
      },
      readSnapshot: (wanted) => {
        this.snapshotsRead += 1;
        if (wanted === 'fresh') this.freshSnapshotsRead += 1;
        const serverNowMs = this.serverNowMs - (wanted === 'fresh' ? 0 : 1_000);
        return this.snapshot().then((snapshot) => ({ serverNowMs, ...snapshot }));
      },
    };
  }
}

/** Lot 1, open for another minute, at 10.00 with a bid of another paddle, unless told otherwise. */
export function openLot(fields: Partial<PublicLot> = {}): PublicLot {
  return {
    lotId,
    number: 1 as PublicLot['number'],
    sequence: 5 as Sequence,
    committedAtMs: epochMs(worldStartMs - 1_000),
    status: 'open',
    priceCents: 1_000 as Cents,
    askingPriceCents: 1_100 as Cents,
    leadingPaddle: 3 as PaddleNumber,
    bidCount: 1,
    reserveMet: true,
    openedAtMs: epochMs(worldStartMs - 10_000),
    closesAtMs: epochMs(worldStartMs + 60_000),
    latestCloseAtMs: epochMs(worldStartMs + 600_000),
    extensions: 0,
    closing: {
      extension: { mode: 'none' },
      climaxMs: 10_000,
      fairWarningMs: 5_000,
      commitGraceMs: 1_000,
    } as PublicLot['closing'],
    ...fields,
  };
}
