import { createBroadcastMemory, type PostResult, type ReceivedPulse } from '@gaveldrop/saleroom';
import type { ConnectionId, LotId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { failing } from './a-lot-store.ts';
import { anOpenSaleroom, at, dropId, finish, otherDropId, place, type Saleroom, seq } from './a-saleroom.ts';
import { broadcastByPosts, type PostingPorts } from './broadcast-by-posts.ts';

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

/** A worker that has posted nothing yet; each batch is handed to it as the queue would, one after another. */
const worker = (room: Saleroom) => {
  const memory = createBroadcastMemory();
  return (received: readonly ReceivedPulse[], ports: PostingPorts = room.ports) =>
    finish(room, broadcastByPosts(ports, memory, received));
};
const inTens = (all: readonly ReceivedPulse[]): ReceivedPulse[][] =>
  Array.from({ length: Math.ceil(all.length / 10) }, (_, batch) => all.slice(batch * 10, batch * 10 + 10));
const sequencesOf = (heard: readonly Heard[]) => heard.map(({ lots }) => lots.map((lot) => lot.sequence));

/** How long a worker keeps its batch, in ms. */
async function heldFor(room: Saleroom, work: () => Promise<void>): Promise<number> {
  const fromMs = room.clock.nowMs();
  await work();
  return room.clock.nowMs() - fromMs;
}

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

  it('of an older state behind a newer one, as repairs bring it, does not hide that', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    await worker(room)((await pulsesOf(room, 2)).reverse());
    expect(sequencesOf(heard)).toEqual([[4]]);
  });

  it('met a second time, or after a later one, is not posted, and nothing is waited for', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const [first, second] = await pulsesOf(room, 2);
    if (first === undefined || second === undefined) throw new Error('two pulses');
    const work = worker(room);
    await work([second]);
    room.requests();
    const heldMs = await heldFor(room, async () => {
      await work([first]);
      await work([second]);
      await work([first, second]);
    });
    expect(sequencesOf(heard)).toEqual([[4]]);
    expect([heldMs, room.requests()]).toEqual([0, []]);
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
    expect(sequencesOf(heard)).toEqual([[3], [5]]);
  });
});

describe('a batch', () => {
  it('of one lot becomes one post of its newest, which is not read unless the batch is full', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const pulses = await pulsesOf(room, 11);
    room.requests();
    await worker(room)(pulses.slice(0, 9));
    expect([sequencesOf(heard), room.requests()]).toEqual([[[11]], []]);
    await worker(room)(pulses.slice(0, 10));
    expect([sequencesOf(heard), room.requests()]).toEqual([[[11], [13]], ['read']]);
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

  it('of several shards posts to all of them at once, and reads a lot once for them', async () => {
    const room = await anOpenSaleroom({ shards: 12 });
    const heard = await Promise.all([0, 5, 9].map((shard) => phone(room, `on ${shard}`, shard)));
    const pulses = (await pulsesOf(room, 1)).slice(0, 10);
    room.requests();
    const heldMs = await heldFor(room, () => worker(room)(pulses));
    expect(heard.map(sequencesOf)).toEqual([[[3]], [[3]], [[3]]]);
    expect([heldMs, room.requests()]).toEqual([250, ['read']]);
  });
});

describe('the window of a shard', () => {
  it('is 250 ms from the beginning of a post, and nothing more than what is left of it is waited for', async () => {
    const room = await anOpenSaleroom();
    await phone(room, 'one');
    const work = worker(room);
    const slowly = {
      ...room.ports,
      broadcast: { post: () => room.clock.sleep(180).then(() => 'sent' as const) },
    };
    const lasting: PostingPorts = {
      ...room.ports,
      broadcast: { post: () => room.clock.sleep(300).then(() => 'sent' as const) },
    };
    const held: number[] = [];
    let price = 1_000;
    for (const ports of [room.ports, slowly, lasting]) {
      const pulses = await pulsesOf(room, 1, price, 1 + held.length);
      price += 100;
      held.push(await heldFor(room, () => work(pulses, ports)));
    }
    expect(held).toEqual([250, 250, 300]);
  });

  it('[C9] is 100 ms once the climax of a lot has begun', async () => {
    const room = await anOpenSaleroom();
    await phone(room, 'one');
    const work = worker(room);
    const held: number[] = [];
    const bids: [atMs: number, amount: number][] = [
      [49_999, 1_000],
      [51_000, 1_100],
      [57_000, 1_200],
    ];
    for (const [atMs, amount] of bids) {
      await room.clock.advance(at(atMs) - room.clock.nowMs());
      const pulses = await pulsesOf(room, 1, amount, 1 + (held.length % 2));
      held.push(await heldFor(room, () => work(pulses)));
    }
    expect(held).toEqual([250, 100, 100]);
  });

  it('[C9] is the climax’s for the whole message when one of its lots is in its climax', async () => {
    const room = await anOpenSaleroom();
    await phone(room, 'one');
    const [first] = await pulsesOf(room, 1);
    if (first === undefined) throw new Error('a pulse');
    const other = '01JZZZZZZZZZZZZZZZZZZZZZZZ' as typeof first.pulse.lot.lotId;
    const withClose = (closesAtMs: number): ReceivedPulse => ({
      ...first,
      pulse: { ...first.pulse, lot: { ...first.pulse.lot, lotId: other, closesAtMs: at(closesAtMs) } },
    });
    for (const [closesAtMs, windowMs] of [
      [10_000, 100],
      [10_600, 250],
      [-500, 100],
    ] as const) {
      const fromMs = room.clock.nowMs() - at(0);
      const pulses = [first, withClose(fromMs + closesAtMs)].map((one) => ({
        ...one,
        sentAtMs: room.clock.nowMs(),
      }));
      expect(await heldFor(room, () => worker(room)(pulses))).toBe(windowMs);
    }
  });

  it.each([
    ['the same worker', false, [0, 250, 500, 750, 1_000, 1_250, 1_500, 1_750, 2_000]],
    // Each begins without a memory, and repeats what is left in the queue when the last bid has been told.
    ['another each time', true, [0, 250, 500, 750, 1_000, 1_250, 1_500, 1_750, 2_000, 2_250, 2_500]],
  ])(
    'is kept by %s, since the queue hands out a shard’s next batch when this one is done',
    async (_, newWorkerEach, expected) => {
      const room = await anOpenSaleroom();
      const heard = await phone(room, 'one');
      const postedAtMs = await underFire(room, { everyMs: 20, forMs: 2_000, newWorkerEach });
      // 100 changes in two seconds.
      expect(heard.at(-1)?.lots[0]?.sequence).toBe(102);
      expect(postedAtMs).toEqual(expected);
    },
  );

  it('[C9] lets ten messages a second through in the climax', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(51_000);
    const heard = await phone(room, 'one');
    const postedAtMs = await underFire(room, { everyMs: 10, forMs: 1_000 });
    expect(heard.at(-1)?.lots[0]?.sequence).toBe(102);
    expect(postedAtMs).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
  });
});

/**
 * Bids that come one after another while a worker takes what waits for its shard, a batch at a time.
 * @returns when something was posted, in ms from the first bid.
 */
async function underFire(
  room: Saleroom,
  { everyMs, forMs, newWorkerEach = false }: { everyMs: number; forMs: number; newWorkerEach?: boolean },
): Promise<number[]> {
  const fromMs = room.clock.nowMs();
  const waiting: ReceivedPulse[] = [];
  const postedAtMs: number[] = [];
  let memory = createBroadcastMemory();
  let handled: Promise<void> | undefined;
  const ports: PostingPorts = {
    ...room.ports,
    broadcast: {
      post: (id, text) => {
        postedAtMs.push(room.clock.nowMs() - fromMs);
        return room.ports.broadcast.post(id, text);
      },
    },
  };
  const hand = (): void => {
    if (handled !== undefined || waiting.length === 0) return;
    if (newWorkerEach) memory = createBroadcastMemory();
    handled = broadcastByPosts(ports, memory, waiting.splice(0, 10)).then(() => {
      handled = undefined;
      hand();
    });
  };
  for (let ms = 0; ms < forMs + 1_000; ms += 1) {
    if (ms < forMs && ms % everyMs === 0) {
      const bid = ms / everyMs;
      waiting.push(...(await pulsesOf(room, 1, 1_000 + bid * 100, 1 + (bid % 2))));
      hand();
    }
    await room.clock.advance(1);
  }
  return postedAtMs;
}

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
    const heldMs = await heldFor(room, async () => {
      for (const batch of inTens(backlog)) await work(batch);
    });
    expect(heard.map(sequencesOf)).toEqual([[[202]], [[202]]]);
    // The others are dropped without waiting.
    expect(heldMs).toBe(250);
  });

  it('that came in all at once is one as well', async () => {
    const room = await anOpenSaleroom();
    const heard = [await phone(room, 'one'), await phone(room, 'two')];
    const work = worker(room);
    for (const batch of inTens(await pulsesOf(room, 200))) await work(batch);
    expect(heard.map(sequencesOf)).toEqual([[[202]], [[202]]]);
  });

  it('handed out one at a time is two: the first, and after its window the newest', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const work = worker(room);
    for (const pulse of await pulsesOf(room, 200)) {
      await work([pulse]);
      await room.clock.advance(1);
    }
    expect(sequencesOf(heard)).toEqual([[3], [202]]);
  });
});

describe('what a worker remembers', () => {
  it('is bounded: what it has not touched for longest is forgotten, and posted again', async () => {
    const lots = ['a', 'b', 'c'] as LotId[];
    const memory = createBroadcastMemory(2);
    for (const lotId of lots) memory.posted(dropId, 0, lotId, seq(7));
    expect(lots.map((lotId) => memory.postedOf(dropId, 0, lotId))).toEqual([0, 7, 7]);
    memory.posted(dropId, 0, 'b' as LotId, seq(8));
    memory.posted(dropId, 1, 'b' as LotId, seq(8));
    expect(lots.map((lotId) => memory.postedOf(dropId, 0, lotId))).toEqual([0, 8, 0]);
    const phones = ['one', 'two', 'three'] as ConnectionId[];
    for (const id of phones) memory.leaveOut(id, at(1_000));
    expect(phones.map((id) => memory.isLeftOut(id, at(999)))).toEqual([false, true, true]);
    expect(phones.map((id) => memory.isLeftOut(id, at(1_000)))).toEqual([false, false, false]);
  });
});

describe('a phone that registers while a post is being made', () => {
  it('is either in the list or reads the lot later than the post did', async () => {
    const room = await anOpenSaleroom();
    await phone(room, 'one');
    const order: string[] = [];
    const ports: PostingPorts = {
      ...room.ports,
      lots: {
        read: async (id) => {
          const lot = await room.ports.lots.read(id);
          await room.clock.sleep(20);
          order.push('read');
          return lot;
        },
      },
      audience: {
        ...room.ports.audience,
        list: (...of) => {
          order.push('list');
          return room.ports.audience.list(...of);
        },
      },
    };
    await worker(room)(await pulsesOf(room, 10), ports);
    expect(order).toEqual(['read', 'list']);
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
  const posting = (room: Saleroom, result: PostResult): PostingPorts => ({
    ...room.ports,
    broadcast: {
      post: async (id, text) => (id === 'bad' ? result : room.ports.broadcast.post(id, text)),
    },
  });
  const listed = async (room: Saleroom) =>
    (await room.ports.audience.list(dropId, 0, room.clock.nowMs())).map(({ connectionId }) => connectionId);

  it.each(['gone', 'slow', 'unanswered', 'failed'] as const)(
    '%s keeps no other from hearing, and is not posted to again',
    async (result) => {
      const room = await anOpenSaleroom();
      await phone(room, 'bad');
      const good = await phone(room, 'good');
      let posts = 0;
      const { broadcast, ...ports } = posting(room, result);
      const counted = {
        post: (id: ConnectionId, text: string) => {
          if (id === 'bad') posts += 1;
          return broadcast.post(id, text);
        },
      };
      await worker(room)(await pulsesOf(room, 1), { ...ports, broadcast: counted });
      expect([good.length, posts]).toEqual([1, 1]);
      expect(await listed(room)).toEqual(result === 'gone' ? ['good'] : ['bad', 'good']);
      expect(room.metrics.counted('postFailed', result)).toBe(result === 'gone' ? 0 : 1);
    },
  );

  it.each([
    ['slow', [0, 250, 500, 750, 1_000]],
    ['failed', [0, 250, 500, 750, 1_000]],
    ['unanswered', [0, 1_000]],
  ] as const)(
    '%s hears of later changes, but is left out for a second when it did not answer',
    async (result, expected) => {
      const room = await anOpenSaleroom();
      await phone(room, 'bad');
      const good = await phone(room, 'good');
      const work = worker(room);
      const triedAtMs: number[] = [];
      const ports = posting(room, result);
      const post: typeof ports.broadcast.post = (id, text) => {
        if (id === 'bad') triedAtMs.push(room.clock.nowMs() - at(0));
        return ports.broadcast.post(id, text);
      };
      for (let change = 0; change < 5; change += 1)
        await work(await pulsesOf(room, 1, 1_000 + change * 100, 1 + (change % 2)), {
          ...ports,
          broadcast: { post },
        });
      expect(triedAtMs).toEqual(expected);
      expect(good).toHaveLength(5);
    },
  );

  it('nobody is left out when most are unanswered: then it is the gateway that is stuck', async () => {
    const room = await anOpenSaleroom();
    for (const name of ['one', 'two', 'three']) await phone(room, name);
    const work = worker(room);
    let answering = 1;
    let posts = 0;
    const ports: PostingPorts = {
      ...room.ports,
      broadcast: {
        post: async () => {
          posts += 1;
          return posts <= answering ? 'sent' : 'unanswered';
        },
      },
    };
    const postsOf = async (paddle: number, amount: number): Promise<number> => {
      posts = 0;
      await work(await pulsesOf(room, 1, amount, paddle), ports);
      return posts;
    };
    expect([await postsOf(1, 1_000), await postsOf(2, 1_100)]).toEqual([3, 3]);
    answering = 2;
    expect([await postsOf(1, 1_200), await postsOf(2, 1_300)]).toEqual([3, 2]);
  });

  it.each([
    [20, 5, 0],
    [20, 6, 1],
    [15, 4, 0],
    [5, 5, 1],
  ])('of %i phones %i miss a message: counted as missed by the shard %i times', async (all, bad, missed) => {
    const room = await anOpenSaleroom();
    for (let nth = 0; nth < all; nth += 1) await phone(room, `phone-${nth}`);
    let posts = 0;
    const broadcast = {
      post: async (): Promise<PostResult> => {
        posts += 1;
        return posts <= bad ? (posts % 2 === 0 ? 'slow' : 'failed') : 'sent';
      },
    };
    await worker(room)(await pulsesOf(room, 1), { ...room.ports, broadcast });
    expect(room.metrics.counted('shardMissed')).toBe(missed);
    expect(room.metrics.counted('postFailed')).toBe(bad);
  });

  it('that never answers makes one tick a second late, by what a post may take', async () => {
    const room = await anOpenSaleroom();
    await phone(room, 'bad');
    await phone(room, 'good');
    await room.clock.advance(51_000);
    const heard: number[] = [];
    const ports: PostingPorts = {
      ...room.ports,
      broadcast: {
        post: async (id) => {
          if (id === 'good') heard.push(room.clock.nowMs() - at(51_000));
          if (id === 'good') return 'sent';
          await room.clock.sleep(250);
          return 'unanswered';
        },
      },
    };
    const work = worker(room);
    for (let change = 0; change < 12; change += 1)
      await work(await pulsesOf(room, 1, 1_000 + change * 100, 1 + (change % 2)), ports);
    expect(heard).toEqual([0, 250, 350, 450, 550, 650, 750, 850, 950, 1_050, 1_150, 1_250]);
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
    const ports: PostingPorts = { ...room.ports, audience, broadcast };
    let over = false;
    void broadcastByPosts(ports, createBroadcastMemory(), await pulsesOf(room, 1)).then(() => {
      over = true;
    });
    await room.clock.advance(49);
    expect([over, good.length]).toEqual([false, 0]);
    await room.clock.advance(1);
    expect([over, good.length]).toEqual([false, 1]);
    await room.clock.advance(200);
    expect([over, good.length]).toEqual([true, 1]);
    expect(room.metrics.counted('postFailed', 'unavailable')).toBe(1);
  });
});

describe('when the world fails', () => {
  it('it is counted and skipped, nothing is waited for, and the next change is posted', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    const work = worker(room);
    const broken = { ...room.ports, audience: { ...room.ports.audience, list: failing } };
    const pulses = await pulsesOf(room, 1);
    expect(await heldFor(room, () => work(pulses, broken))).toBe(0);
    expect(heard).toEqual([]);
    expect(room.metrics.counted('shardMissed', 'unavailable')).toBe(1);
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

describe('the count of a shard', () => {
  const counted = async (room: Saleroom) => (await room.ports.audience.readShardLoads(dropId))?.connected;

  it('is set right by a post in the first second of a minute, and by no other', async () => {
    const room = await anOpenSaleroom();
    for (const name of ['one', 'two', 'three']) await phone(room, name);
    const work = worker(room);
    // These salerooms open their doors at 20 s past the minute.
    await work(await pulsesOf(room, 1, 1_000));
    await room.clock.advance(at(39_999) - room.clock.nowMs());
    await work(await pulsesOf(room, 1, 1_100, 2));
    expect(await counted(room)).toEqual([0]);
    await room.clock.advance(at(40_999) - room.clock.nowMs());
    await work(await pulsesOf(room, 1, 1_200));
    expect(await counted(room)).toEqual([3]);
    await room.ports.audience.recount(dropId, 0, 9, at(0));
    await room.clock.advance(1);
    await work(await pulsesOf(room, 1, 1_300, 2));
    expect(await counted(room)).toEqual([9]);
  });

  it('that cannot be set is counted, and keeps nobody from hearing', async () => {
    const room = await anOpenSaleroom();
    const heard = await phone(room, 'one');
    await room.clock.advance(40_000);
    const audience = { ...room.ports.audience, recount: failing };
    await worker(room)(await pulsesOf(room, 1), { ...room.ports, audience });
    expect([heard.length, room.metrics.counted('shardNotCounted')]).toEqual([1, 1]);
  });
});
