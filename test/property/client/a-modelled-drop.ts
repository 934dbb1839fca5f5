import {
  createDropClient,
  type DropClient,
  type Hint,
  type ReadSnapshot,
  type SnapshotWanted,
  type Socket,
  type SocketEvents,
  type TicketResult,
} from '@gaveldrop/client';
import type { ClientMessage, PublicLot } from '@gaveldrop/protocol';
import { spreadOf } from '@gaveldrop/saleroom';
import { dropId, type FeedMessage, openLot, worldStartMs } from '../../unit/client/drop-world.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** Numbers from 0 up to, not including, 1: the same for the same seed. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // Mulberry32: small, and even enough for networks.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How long one frame or request takes each way, in milliseconds. */
export type Network = { readonly upMs: () => number; readonly downMs: () => number };

/** A device's clock: how wrong it is at first, and how fast it drifts. */
export type Device = { readonly aheadMs: number; readonly driftPpm: number };

export type End = {
  readonly phone: ModelledPhone;
  readonly events: SocketEvents;
  /** Whose socket it is. */
  readonly of: 'saleroom' | 'feed';
  /** As the saleroom has it. */
  up: boolean;
  /** The phone has closed it, or heard that it is closed. */
  over: boolean;
  /** Something on it was lost: nothing more gets through. */
  dead: boolean;
  /** When the last frame each way arrives: a socket keeps its order. */
  upAtMs: number;
  downAtMs: number;
};

/** One phone with the real client, on a network and with a clock of its own. */
export class ModelledPhone {
  readonly client: DropClient;
  readonly random: () => number;
  /** When it asked for each fresh snapshot, by true time. */
  readonly freshReadsAtMs: number[] = [];
  private readonly drop: ModelledDrop;
  private readonly network: Network;
  private readonly device: Device;
  private cut = false;
  private asleep = false;
  private knowsOffline = false;
  private whenAwake: (() => void)[] = [];

  constructor(drop: ModelledDrop, network: Network, device: Device, random: () => number) {
    this.drop = drop;
    this.network = network;
    this.device = device;
    this.random = random;
    this.client = createDropClient({
      webSocketUrl: 'wss://saleroom.test/live',
      ports: {
        nowMs: () => this.deviceNowMs(),
        random,
        after: (ms, call) => this.after(ms, call),
        openSocket: (_, events, protocols) =>
          drop.open(this, events, protocols === undefined ? 'saleroom' : 'feed'),
        takeTicket: () => this.request((): TicketResult => ({ kind: 'ticket', ticket: 'T' })),
        readSnapshot: (wanted) => {
          if (wanted === 'fresh') this.freshReadsAtMs.push(drop.time.nowMs());
          return this.request(() => drop.snapshot(wanted));
        },
      },
      ...(drop.pushes === 'feed' ? { feed: { ...feedPlace, token: () => this.token() } } : {}),
    });
  }

  deviceNowMs(): number {
    const passedMs = this.drop.time.nowMs() - worldStartMs;
    return Math.floor(worldStartMs + this.device.aheadMs + passedMs * (1 + this.device.driftPpm / 1e6));
  }
  get isCut(): boolean {
    return this.cut;
  }
  /** The connection is live and changes are pushed. */
  get isBack(): boolean {
    return this.isLive && this.client.state().pushed;
  }
  get isLive(): boolean {
    return this.client.state().connection.kind === 'live';
  }
  upMs(): number {
    return this.network.upMs();
  }
  downMs(): number {
    return this.network.downMs();
  }

  /** Nothing gets through from now on; the device may notice. */
  loseNetwork(tells: readonly Hint[] = []): void {
    this.cut = true;
    this.drop.loseFramesOf(this);
    this.knowsOffline = tells.includes('offline');
    for (const hint of tells) this.client.hint(hint);
  }
  findNetwork(tells: readonly Hint[] = []): void {
    this.cut = false;
    this.knowsOffline = false;
    for (const hint of tells) this.client.hint(hint);
  }

  /** Nothing runs on the phone for a while; its clock goes on. Then timers ring before messages are heard. */
  sleep(ms: number): void {
    this.asleep = true;
    this.drop.time.after(ms, () => {
      this.asleep = false;
      const waiting = this.whenAwake;
      this.whenAwake = [];
      for (const call of waiting) call();
      this.client.hint('visible');
    });
  }
  /** Runs something on the phone, now or when it wakes. */
  run(call: () => void): void {
    if (this.asleep) this.whenAwake.push(call);
    else call();
  }

  private after(ms: number, call: () => void): () => void {
    const rate = 1 + this.device.driftPpm / 1e6;
    return this.drop.time.after(ms / rate, () => {
      if (this.asleep) this.whenAwake.unshift(call);
      else call();
    });
  }

  private token(): Promise<string> {
    this.drop.time.promised();
    return Promise.resolve('T');
  }

  /** An HTTP request: a round trip, if nothing happens to it on the way. */
  private request<T>(answer: () => T): Promise<T> {
    const { time } = this.drop;
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        reject(new Error('unreachable'));
        time.promised();
      };
      if (this.cut && this.knowsOffline) time.after(1, fail);
      if (this.cut) return;
      time.after(this.upMs(), () => {
        if (this.cut) return;
        const answered = this.drop.isUp ? answer() : undefined;
        time.after(this.downMs(), () => {
          if (this.cut) return;
          this.run(() => {
            if (answered === undefined) return fail();
            resolve(answered);
            time.promised();
          });
        });
      });
    });
  }
}

const feedPlace = { url: 'wss://feed.test/event/realtime', host: 'feed.test', dropId };

/** How long the saleroom takes to answer a message: now and then a function has to be started. */
const serviceMs = (random: () => number): number => (random() < 0.05 ? 300 : 5 + 15 * random());

/** A drop with one lot and many phones, in virtual time: the real client on modelled networks, against a modelled saleroom. */
export class ModelledDrop {
  readonly time: VirtualTime = createVirtualTime(worldStartMs);
  readonly phones: ModelledPhone[] = [];
  /** When each socket was let in, by true time. */
  readonly connectedAtMs: number[] = [];
  /** The same of the feed's. */
  readonly subscribedAtMs: number[] = [];
  readonly pushes: End['of'];
  /** As how many the saleroom counts each phone. */
  private readonly standsFor: number;
  lots: readonly PublicLot[] = [openLot()];
  isUp = true;
  /** How many sockets the saleroom's gateway opens in a second: whoever comes beyond that is turned away. */
  opensEachSecond = Number.POSITIVE_INFINITY;
  /** Whom it turned away, and when. */
  readonly turnedAwayAtMs: number[] = [];
  private readonly ends = new Set<End>();
  private kept: ReadSnapshot | undefined;
  private spreadMs = 0;
  private spreadReadAtMs = Number.NEGATIVE_INFINITY;

  /**
   * @param pushes by whose sockets changes are pushed
   * @param standsFor as how many the saleroom counts each phone
   */
  constructor(pushes: End['of'] = 'saleroom', standsFor = 1) {
    this.pushes = pushes;
    this.standsFor = standsFor;
  }

  /** The lots as they are, or as an edge keeps them for a second. */
  snapshot(wanted: SnapshotWanted): ReadSnapshot {
    const { serverNowMs } = this;
    const now = { serverNowMs, lots: [...this.lots] };
    if (wanted === 'fresh') return now;
    if (this.kept === undefined || serverNowMs - this.kept.serverNowMs > 1_000) this.kept = now;
    return this.kept;
  }

  addPhone(network: Network, device: Device, random: () => number): ModelledPhone {
    const phone = new ModelledPhone(this, network, device, random);
    this.phones.push(phone);
    return phone;
  }

  get serverNowMs(): number {
    return Math.floor(this.time.nowMs());
  }
  get connections(): number {
    return [...this.ends].filter((end) => end.of === 'saleroom').length;
  }

  /** The saleroom ends every socket, and lets nobody in for a while. */
  goAway(awayMs: number): void {
    this.isUp = false;
    this.spreadReadAtMs = Number.NEGATIVE_INFINITY;
    this.hangUpAll('saleroom');
    this.time.after(awayMs, () => {
      this.isUp = true;
    });
  }

  /** The same for its feed, which lets everybody in at once. */
  endFeed(): void {
    this.hangUpAll('feed');
  }

  /** A lot changes, and everybody is told. */
  change(lot: PublicLot): void {
    this.lots = this.lots.map((one) => (one.number === lot.number ? lot : one));
    const text = JSON.stringify({ type: 'lots', serverNowMs: this.serverNowMs, lots: [lot] });
    const told = this.pushes === 'feed' ? JSON.stringify({ type: 'data', id: 'drop-1', event: text }) : text;
    for (const end of this.ends) if (end.of === this.pushes) this.tell(end, told);
  }

  open(phone: ModelledPhone, events: SocketEvents, of: End['of'] = 'saleroom'): Socket {
    const nowMs = this.time.nowMs();
    const end: End = {
      phone,
      events,
      of,
      up: false,
      over: false,
      dead: phone.isCut,
      upAtMs: nowMs,
      downAtMs: nowMs,
    };
    this.toServer(end, () => {
      if (of === 'saleroom' && !this.isUp) return this.hangUp(end);
      if (of === 'saleroom' && !this.hasRoom()) {
        this.turnedAwayAtMs.push(this.time.nowMs());
        return this.hangUp(end);
      }
      end.up = true;
      this.ends.add(end);
      (of === 'feed' ? this.subscribedAtMs : this.connectedAtMs).push(this.time.nowMs());
      this.toPhone(end, () => events.onOpen());
    });
    return {
      send: (text) =>
        this.toServer(end, () => {
          if (of === 'feed') this.receiveForFeed(end, JSON.parse(text) as FeedMessage);
          else this.receive(end, JSON.parse(text) as ClientMessage);
        }),
      close: () => {
        end.over = true;
        this.toServer(end, () => this.ends.delete(end));
        // A phone that gives a dead socket up is counted out some time.
        if (end.dead) this.ends.delete(end);
      },
    };
  }

  /** What a phone's sockets carry is lost, and they with it. */
  loseFramesOf(phone: ModelledPhone): void {
    for (const end of this.ends)
      if (end.phone === phone) end.dead = end.dead || end.downAtMs > this.time.nowMs();
  }

  private toServer(end: End, arrive: () => void): void {
    const { time } = this;
    if (end.phone.isCut) end.dead = true;
    end.upAtMs = Math.max(end.upAtMs, time.nowMs() + end.phone.upMs());
    time.after(end.upAtMs - time.nowMs(), () => {
      if (end.phone.isCut) end.dead = true;
      if (!end.dead) arrive();
    });
  }
  private toPhone(end: End, arrive: () => void): void {
    const { time } = this;
    if (end.phone.isCut) end.dead = true;
    end.downAtMs = Math.max(end.downAtMs, time.nowMs() + end.phone.downMs());
    time.after(end.downAtMs - time.nowMs(), () => {
      if (end.phone.isCut) end.dead = true;
      if (end.dead) return;
      end.phone.run(() => {
        if (!end.over) arrive();
      });
    });
  }
  /** Whether fewer were let in during the last second than the gateway lets in. */
  private hasRoom(): boolean {
    const opened = this.connectedAtMs.at(-this.opensEachSecond);
    return opened === undefined || opened <= this.time.nowMs() - 1_000;
  }
  private hangUpAll(of: End['of']): void {
    for (const end of [...this.ends]) if (end.of === of) this.hangUp(end);
  }
  private hangUp(end: End): void {
    this.ends.delete(end);
    end.up = false;
    this.toPhone(end, () => {
      end.over = true;
      end.events.onClose(1006);
    });
  }
  private tell(end: End, text: string): void {
    this.toPhone(end, () => end.events.onMessage(text));
  }

  private receive(end: End, message: ClientMessage): void {
    const receivedAtMs = this.serverNowMs;
    this.time.after(serviceMs(end.phone.random), () => {
      if (end.up) this.tell(end, JSON.stringify({ receivedAtMs, ...this.answerTo(message) }));
    });
  }

  private receiveForFeed(end: End, { type, id }: FeedMessage): void {
    const answer =
      type === 'connection_init'
        ? { type: 'connection_ack', connectionTimeoutMs: 300_000 }
        : { type: `${type}_success`, id };
    this.time.after(5, () => {
      if (end.up) this.tell(end, JSON.stringify(answer));
    });
  }

  private answerTo(message: ClientMessage): object {
    const { serverNowMs } = this;
    switch (message.action) {
      case 'hello':
        return {
          ...{ type: 'welcome', serverNowMs, lots: this.newerThan(message.have), more: false },
          drop: { dropId, title: 'Spring drop', currency: 'EUR' },
          you: { role: 'bidder', paddleNumber: 7 },
          pending: message.pending.map(({ bidId }) => ({ bidId, outcome: 'not-accepted' })),
          reconnectSpreadMs: this.spread(),
        };
      case 'ping':
        return {
          ...{ type: 'pong', sentAtMs: message.sentAtMs, serverNowMs },
          ...(message.have === undefined
            ? { lots: [] }
            : { lots: this.newerThan(message.have), reconnectSpreadMs: this.spread() }),
        };
      case 'bid': {
        const { bidId, lotId } = message;
        return {
          ...{ type: 'bid-answer', bidId, lotId, outcome: 'outbid', sequence: 1 },
          ...{ receivedAtMs: serverNowMs, serverNowMs },
        };
      }
      default:
        throw new Error(`no phone here says ${message.action}`);
    }
  }

  private newerThan(have: Readonly<Record<string, number>>): PublicLot[] {
    return this.lots.filter(({ number, sequence }) => sequence > (have[String(number)] ?? 0));
  }

  /** As the functions reckon it, who count the audience every five seconds. */
  private spread(): number {
    if (this.time.nowMs() - this.spreadReadAtMs > 5_000) {
      this.spreadReadAtMs = this.time.nowMs();
      this.spreadMs = spreadOf(this.connections * this.standsFor);
    }
    return this.spreadMs;
  }
}

/** The most instants that lie within any second. */
export function mostInASecond(instantsMs: readonly number[]): number {
  const sorted = [...instantsMs].sort((one, other) => one - other);
  let most = 0;
  let from = 0;
  for (let to = 0; to < sorted.length; to += 1) {
    while ((sorted[to] ?? 0) - (sorted[from] ?? 0) >= 1_000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}
