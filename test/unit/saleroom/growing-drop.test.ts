import type { PublicLot } from '@gaveldrop/protocol';
import {
  type BroadcastMemory,
  createBroadcastMemory,
  createLotCopies,
  createPublisher,
  joinDrop,
  leaveDrop,
  type Principal,
  type ReceivedPulse,
  recordChange,
  sweepLots,
} from '@gaveldrop/saleroom';
import { type ConnectionId, durationMs, type UserId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { anOpenSaleroom, at, command, dropId, lotId, type Saleroom, sending } from './a-saleroom.ts';
import { shakeHands, ticketFor } from './a-socket.ts';
import { broadcastByPosts, type PostingPorts } from './broadcast-by-posts.ts';

/** Instances of a function, each with its own memory of what it has posted and of how many shards there are. */
const workersMax = 5;
const sendersMax = 4;

/** A phone that only listens: it asks for nothing, so what it is not told it does not know. */
type Phone = { readonly principal: Principal; readonly id: ConnectionId; lot: PublicLot | undefined };

/** A saleroom whose bids, stream and pulse queue all go on by themselves while the clock is moved. */
async function aBusySaleroom(shardConnectionsMax: number) {
  const room = await anOpenSaleroom({
    drop: {
      closing: {
        durationMs: durationMs(100_000),
        extension: { mode: 'reset', windowMs: durationMs(5_000), amountMs: durationMs(5_000) },
        fairWarningMs: durationMs(3_000),
      },
    },
  });
  const { clock } = room;
  const ports = { ...room.ports, shardConnectionsMax };
  const senders = Array.from({ length: sendersMax }, () => ({
    ...ports,
    copies: createLotCopies(),
    publisher: createPublisher(ports),
  }));
  const workers = Array.from({ length: workersMax }, () => createBroadcastMemory());
  const groups = new Map<string, { readonly waiting: ReceivedPulse[]; handled: boolean }>();
  const posts: PostingPorts = {
    ...ports,
    broadcast: {
      post: async (id, text) => {
        await clock.sleep(3);
        return room.ports.broadcast.post(id, text);
      },
    },
  };
  let batches = 0;
  const hand = (group: { readonly waiting: ReceivedPulse[]; handled: boolean }): void => {
    if (group.handled || group.waiting.length === 0) return;
    group.handled = true;
    batches += 1;
    const worker = workers[batches % workersMax] as BroadcastMemory;
    void broadcastByPosts(posts, worker, group.waiting.splice(0, 10)).then(() => {
      group.handled = false;
      hand(group);
    });
  };
  const recorder = { ...senders[0], history: room.heard } as Saleroom['ports'];
  let recorded = 0;

  const phones: Phone[] = [];
  /** What stood when, to compare what phones show with. */
  const stood: { readonly atMs: number; readonly sequence: number }[] = [];
  let people = 0;
  let bids = 0;
  let late: string | undefined;

  const comeIn = async (): Promise<void> => {
    people += 1;
    const id = `c-${people}` as ConnectionId;
    const viewer = { userId: `viewer-${people}` as UserId, auctioneer: false };
    const principal = await shakeHands(room, await ticketFor(room, viewer), id, ports);
    if (principal === undefined) throw new Error('nobody is let in');
    const phone: Phone = { principal, id, lot: undefined };
    const hear = (text: string): void => {
      const { lots }: { lots: PublicLot[] } = JSON.parse(text);
      for (const lot of lots) if (lot.sequence > (phone.lot?.sequence ?? 0)) phone.lot = lot;
    };
    room.ports.broadcast.attach(id, { hear });
    const hello = { action: 'hello' as const, protocol: 1 as const, have: {}, pending: [] };
    hear(JSON.stringify(await joinDrop(ports, principal, id, hello)));
    phones.push(phone);
  };
  const leave = async (): Promise<void> => {
    const [phone] = phones.splice(0, 1);
    if (phone === undefined) return;
    room.ports.broadcast.detach(phone.id);
    await leaveDrop(ports, phone.principal, phone.id);
  };
  const bid = (): void => {
    bids += 1;
    const sender = senders[bids % sendersMax];
    if (sender === undefined) return;
    void sending(room, 1 + (bids % 2), 1_000 + bids * 100, { ports: sender });
  };
  /** Looks for a phone that is behind what stood a while ago; a window, and the ways there and back, are allowed. */
  const look = (): void => {
    const aWhileAgo = stood.findLast(({ atMs }) => atMs <= clock.nowMs() - 400);
    for (const { id, principal, lot } of phones)
      if ((lot?.sequence ?? 0) < (aWhileAgo?.sequence ?? 0))
        late ??= `${id} on shard ${principal.shard} shows ${lot?.sequence} at ${clock.nowMs() - at(0)} ms`;
  };
  const live = async (ms: number): Promise<void> => {
    for (let step = 0; step < ms / 5; step += 1) {
      await clock.advance(5);
      const images = room.stored.images.slice(recorded);
      recorded += images.length;
      for (const image of images) {
        stood.push({ atMs: clock.nowMs(), sequence: image.after.sequence });
        // The stream is a little behind, and everything it does, it does by itself.
        void clock.sleep(80).then(() => recordChange(recorder, image));
      }
      for (const pulse of room.ports.pulses.drain()) {
        const key = `${pulse.dropId}#${pulse.shard}`;
        const group = groups.get(key) ?? { waiting: [], handled: false };
        groups.set(key, group);
        group.waiting.push({ pulse, sentAtMs: clock.nowMs() });
        hand(group);
      }
      look();
    }
  };
  return { room, ports, senders, phones, comeIn, leave, bid, live, late: () => late };
}

describe('a drop whose audience grows while it is bid on', () => {
  it('goes from one shard to eight, and no phone misses a change, nor the hammer', {
    timeout: 60_000,
  }, async () => {
    const { room, ports, senders, phones, comeIn, leave, bid, live, late } = await aBusySaleroom(12);
    const counts: number[] = [];
    const sees = async (): Promise<void> => {
      const shardCount = (await ports.audience.readShards(dropId))?.shardCount ?? 0;
      if (counts.at(-1) !== shardCount) counts.push(shardCount);
    };
    for (let tenth = 0; tenth < 900; tenth += 1) {
      // Somebody comes every 1.6 s; once there are many, somebody leaves as often. Bids come ten times a second.
      if (tenth % 16 === 0) void comeIn();
      if (tenth % 16 === 8 && phones.length > 44) void leave();
      bid();
      await live(100);
      await sees();
    }
    expect(late()).toBeUndefined();
    expect(counts).toEqual([1, 2, 4, 8]);
    const shards = new Set(phones.map(({ principal }) => principal.shard));
    expect([...shards].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);

    void command(room, 'hammer', { ports: senders[1] as Saleroom['ports'] });
    await live(4_200);
    void sweepLots({ ...senders[2], lots: room.stored } as Saleroom['ports']);
    await live(1_000);
    const sold = await room.lot(lotId);
    expect(sold.status).toBe('sold');
    expect(phones).toHaveLength(45);
    expect(phones.filter(({ lot }) => lot?.sequence !== sold.sequence)).toEqual([]);
    expect(late()).toBeUndefined();
  });
});
