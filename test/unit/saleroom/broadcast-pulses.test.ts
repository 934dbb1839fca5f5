import { broadcastPulses, type Posted, type ReceivedPulse } from '@gaveldrop/saleroom';
import type { ConnectionId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { failing } from './a-lot-store.ts';
import { anOpenSaleroom, at, dropId, otherDropId, place, type Saleroom } from './a-saleroom.ts';

type Heard = {
  readonly type: string;
  readonly serverNowMs: number;
  readonly lots: { sequence: number; priceCents?: number }[];
};

/** A phone on a shard, and what it hears. */
async function phone(room: Saleroom, name: string, shard = 0, drop = dropId): Promise<Heard[]> {
  const connectionId = name as ConnectionId;
  const heard: Heard[] = [];
  room.ports.broadcast.attach(connectionId, { hear: (text) => heard.push(JSON.parse(text)) });
  await room.ports.audience.register({
    ...{ connectionId, dropId: drop, shard, paddleNumber: undefined, expiresAtMs: at(3_600_000) },
  });
  return heard;
}

/** The pulses of these bids, as the queue hands them out. */
async function pulsesOf(room: Saleroom, count: number, from = 1_000, paddle = 1): Promise<ReceivedPulse[]> {
  for (let bid = 0; bid < count; bid += 1) await place(room, paddle + (bid % 2), from + bid * 100);
  const sentAtMs = room.clock.nowMs();
  return room.ports.pulses.drain().map((pulse) => ({ pulse, sentAtMs }));
}

const worker = (room: Saleroom) => {
  const posted: Posted = new Map();
  return (received: readonly ReceivedPulse[], ports = room.ports) => broadcastPulses(ports, posted, received);
};
const inTens = (all: readonly ReceivedPulse[]): ReceivedPulse[][] =>
  Array.from({ length: Math.ceil(all.length / 10) }, (_, batch) => all.slice(batch * 10, batch * 10 + 10));

describe('a pulse', () => {
  it('is posted to the connections of its drop and shard, as the public lot', async () => {
    const room = await anOpenSaleroom({ shards: 2 });
    const here = await phone(room, 'here', 0);
    const elsewhere = await phone(room, 'elsewhere', 1);
    const another = await phone(room, 'another', 0, otherDropId);
    const [first] = await pulsesOf(room, 1);
    await worker(room)(first === undefined ? [] : [first]);
    expect(here).toEqual([
      {
        type: 'lots',
        serverNowMs: at(0),
        lots: [expect.objectContaining({ sequence: 3, priceCents: 1_000 })],
      },
    ]);
    expect([elsewhere, another]).toEqual([[], []]);
  });

  it('met a second time, or after a later one, is not posted', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const [first, second] = await pulsesOf(room, 2);
    if (first === undefined || second === undefined) throw new Error('two pulses');
    const work = worker(room);
    await work([second]);
    await work([first]);
    await work([second]);
    expect(heard.map(({ lots }) => lots[0]?.sequence)).toEqual([4]);
  });

  it('that is 250 ms old is posted as it is; an older one makes the worker read the lot', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const [first, second] = await pulsesOf(room, 3);
    if (first === undefined || second === undefined) throw new Error('two pulses');
    await room.clock.advance(250);
    room.requests();
    await worker(room)([first]);
    expect(room.requests()).toEqual([]);
    await room.clock.advance(1);
    await worker(room)([second]);
    expect(room.requests()).toEqual(['read']);
    expect(heard.map(({ lots }) => lots[0]?.sequence)).toEqual([3, 5]);
  });
});

describe('a batch', () => {
  it('of one lot becomes one post of its newest', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    await worker(room)(await pulsesOf(room, 10));
    expect(heard.map(({ lots }) => lots.map((lot) => lot.sequence))).toEqual([[12]]);
  });

  it('of several lots becomes one message with each', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const [first] = await pulsesOf(room, 1);
    if (first === undefined) throw new Error('a pulse');
    const lot = { ...first.pulse.lot, lotId: '01JZZZZZZZZZZZZZZZZZZZZZZZ' as typeof first.pulse.lot.lotId };
    await worker(room)([first, { ...first, pulse: { ...first.pulse, lot } }]);
    expect(heard.map(({ lots }) => lots.length)).toEqual([2]);
  });
});

describe('a backlog of 200 pulses for one shard', () => {
  it('that came in over two seconds is one post a connection, of the newest', async () => {
    const room = await anOpenSaleroom();
    const heard = [await phone(room, 'one'), await phone(room, 'two')];
    const backlog: ReceivedPulse[] = [];
    for (let bid = 0; bid < 200; bid += 1) {
      backlog.push(...(await pulsesOf(room, 1, 1_000 + bid * 100, 1 + (bid % 2))));
      await room.clock.advance(10);
    }
    expect(backlog).toHaveLength(200);
    const work = worker(room);
    for (const batch of inTens(backlog)) await work(batch);
    for (const messages of heard) expect(messages.map(({ lots }) => lots[0]?.sequence)).toEqual([202]);
  });

  it.each([
    ['slow', 150],
    ['fast', 5],
  ])('that came in all at once is two, by a %s worker', async (_, batchMs) => {
    const room = await anOpenSaleroom();
    const heard = [await phone(room, 'one'), await phone(room, 'two')];
    const backlog = await pulsesOf(room, 200);
    const work = worker(room);
    for (const batch of inTens(backlog)) {
      await work(batch);
      await room.clock.advance(batchMs);
    }
    for (const messages of heard) expect(messages.map(({ lots }) => lots[0]?.sequence)).toEqual([12, 202]);
  });

  it.each([150, 5, 0])('handed out one at a time, %i ms each, is as few', async (pulseMs) => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const backlog = await pulsesOf(room, 200);
    const work = worker(room);
    for (const pulse of backlog) {
      await work([pulse]);
      await room.clock.advance(pulseMs);
    }
    expect(heard.map(({ lots }) => lots[0]?.sequence)).toEqual([3, 202]);
  });
});

describe('a worker that cannot read a lot', () => {
  it('[L4] posts what the pulse says, which is news to whoever has not heard it', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const work = worker(room);
    const lots = { ...room.ports.lots, read: failing };
    for (const pulse of await pulsesOf(room, 3)) await work([pulse], { ...room.ports, lots });
    expect(heard.map(({ lots: said }) => said[0]?.sequence)).toEqual([3, 4, 5]);
  });
});

describe('a connection that fails', () => {
  const posting = (room: Saleroom, result: 'gone' | 'slow' | 'failed') => ({
    ...room.ports,
    broadcast: {
      post: async (id: ConnectionId, text: string) =>
        id === 'bad' ? result : room.ports.broadcast.post(id, text),
    },
  });
  const listed = async (room: Saleroom) =>
    (await room.ports.audience.list(dropId, 0, room.clock.nowMs())).map(({ connectionId }) => connectionId);

  it.each(['gone', 'slow', 'failed'] as const)('%s keeps no other from hearing', async (result) => {
    const room = await anOpenSaleroom();
    await phone(room, 'bad');
    const good = await phone(room, 'good');
    await worker(room)(await pulsesOf(room, 1), posting(room, result) as never);
    expect(good).toHaveLength(1);
    expect(await listed(room)).toEqual(result === 'gone' ? ['good'] : ['bad', 'good']);
    expect(room.metrics.counted('postFailed')).toBe(result === 'gone' ? 0 : 1);
  });

  it('gone, and that cannot be forgotten, is counted and keeps no other from hearing', async () => {
    const room = await anOpenSaleroom();
    await phone(room, 'bad');
    const good = await phone(room, 'good');
    const slowly = posting(room, 'gone');
    const audience = { ...room.ports.audience, forget: failing };
    const broadcast = {
      post: async (id: ConnectionId, text: string) => {
        if (id === 'good') await room.clock.sleep(50);
        return slowly.broadcast.post(id, text);
      },
    };
    const work = worker(room)(await pulsesOf(room, 1), { ...room.ports, audience, broadcast } as never);
    let over = false;
    void work.then(() => {
      over = true;
    });
    await room.clock.advance(49);
    expect([over, good.length]).toEqual([false, 0]);
    await room.clock.advance(1);
    expect([over, good.length]).toEqual([true, 1]);
    expect(room.metrics.counted('postFailed', 'unavailable')).toBe(1);
  });
});

describe('when the world fails', () => {
  it('it is counted and skipped, and the next change is posted', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const work = worker(room);
    const broken = { ...room.ports, audience: { ...room.ports.audience, list: failing } };
    await work(await pulsesOf(room, 1), broken);
    expect(heard).toEqual([]);
    expect(room.metrics.counted('postFailed', 'unavailable')).toBe(1);
    await work(await pulsesOf(room, 1, 5_000, 2));
    expect(heard.map(({ lots }) => lots[0]?.priceCents)).toEqual([5_000]);
  });

  it('what was not posted is posted when it comes again', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const work = worker(room);
    const pulses = await pulsesOf(room, 1);
    await work(pulses, { ...room.ports, audience: { ...room.ports.audience, list: failing } });
    await work(pulses);
    expect(heard).toHaveLength(1);
  });

  it('a bug is not swallowed', async () => {
    const room = await anOpenSaleroom();
    const list = () => Promise.reject(new Error('bug: of ours'));
    const broken = { ...room.ports, audience: { ...room.ports.audience, list } };
    await expect(worker(room)(await pulsesOf(room, 1), broken)).rejects.toThrow('bug');
  });
});
