import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { memoryChance } from '@gaveldrop/adapters/memory/memory-chance';
import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { type CommitResult, type FaultKind, fault, type LotStore } from '@gaveldrop/saleroom';
import { limits } from '@gaveldrop/units';
import type { Choices } from './choices.ts';
import type { FaultName } from './faults.ts';
import type { Instance } from './function-pool.ts';
import type { InstanceClock } from './instance-clock.ts';
import type { WorldPorts } from './saleroom.ts';
import type { Author } from './stores.ts';
import type { World } from './world.ts';

/** How long a request about a lot waits for its reply, as the adapters do; one about a record, longer. */
const quickTimeoutMs = 400;
const steadyTimeoutMs = 2_000;

const writeFaults: Record<'throttled' | 'lost' | 'replyLost' | 'landsLate', FaultName> = {
  throttled: 'throttled',
  lost: 'writeLost',
  replyLost: 'replyLost',
  landsLate: 'writeLandsLate',
};
const commitFaults: typeof writeFaults = {
  throttled: 'commitThrottled',
  lost: 'commitLost',
  replyLost: 'commitReplyLost',
  landsLate: 'commitLandsLate',
};

type Holder = Omit<Instance, 'ports'> & { readonly clock: InstanceClock };

/** Worked out once: it is the same secret for every simulated saleroom. */
const keys = memoryKeys();

/** The instance's own end in mid-air: what it waits for never comes. */
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** What one instance reaches the world by: every request and every reply is an event of its own, and any may fail. */
export function createInstancePorts(world: World, instance: Holder, choices: Choices): WorldPorts {
  const { scheduler, faults, stores, tell } = world;
  const inMs = (ms: number, run: () => void): void => {
    scheduler.after(ms, run);
  };
  const wayMs = (): number => (faults.strikes('requestSlow') ? choices.whole(20, 180) : choices.whole(1, 4));

  /** Counts a request; false when the instance ends before it is sent. */
  const mayAsk = (): boolean => {
    if (!instance.alive) return false;
    instance.requests += 1;
    const { endsAt } = instance;
    if (endsAt?.request !== instance.requests) return true;
    if (endsAt.before === 'request') {
      instance.end();
      return false;
    }
    const { end } = instance;
    inMs(choices.whole(0, 8), end);
    return true;
  };
  /** Settles a promise of the instance some time later, if it is still there. */
  const reply = (ms: number, settle: () => void): void =>
    inMs(ms, () => {
      if (instance.alive) settle();
    });

  const read = <T>(effect: () => Promise<T>): Promise<T> =>
    mayAsk()
      ? new Promise((resolve, reject) => {
          const thereMs = wayMs();
          if (faults.strikes('throttled'))
            return reply(thereMs * 2 + 30, () =>
              reject(fault('throttled', 'a read was throttled', undefined)),
            );
          if (faults.strikes('readFailed'))
            return reply(quickTimeoutMs, () => reject(fault('unavailable', 'a read was lost', undefined)));
          inMs(thereMs, () => {
            effect().then((value) => reply(wayMs(), () => resolve(value)), reject);
          });
        })
      : never();

  /** A write that is sent once; `unanswered` is what its sender is given, or throws, when there is no reply. */
  const write = <T>(
    effect: (by: Author) => Promise<T>,
    unanswered: (why: 'throttled' | 'ambiguous') => T,
    timeoutMs = quickTimeoutMs,
    fails = writeFaults,
  ): Promise<T> =>
    mayAsk()
      ? new Promise((resolve, reject) => {
          const by: Author = {
            ...{ instance: instance.name, handling: instance.handling },
            ...{ sentAtMs: scheduler.nowMs(), sentClockMs: instance.clock.nowMs() },
          };
          const thereMs = wayMs();
          const giveUp = (ms: number, why: 'throttled' | 'ambiguous'): void =>
            reply(ms, () => {
              try {
                resolve(unanswered(why));
              } catch (thrown) {
                reject(thrown);
              }
            });
          if (faults.strikes(fails.throttled)) return giveUp(thereMs * 2, 'throttled');
          if (faults.strikes(fails.lost)) return giveUp(timeoutMs, 'ambiguous');
          if (faults.strikes(fails.landsLate)) {
            giveUp(timeoutMs, 'ambiguous');
            return inMs(choices.whole(1, limits.writeInFlightMaxMs), () => void effect(by).catch(reject));
          }
          const lost = faults.strikes(fails.replyLost);
          if (lost) giveUp(choices.happens(0.5) ? timeoutMs : thereMs + wayMs(), 'ambiguous');
          inMs(thereMs, () => {
            effect(by).then((value) => {
              if (!lost) reply(wayMs(), () => resolve(value));
            }, reject);
          });
        })
      : never();

  // Read over the network once a cold start, like the adapter does.
  let loaded: ReturnType<typeof keys.load> | undefined;
  const keptKeys: typeof keys = {
    load: () => {
      loaded ??= read(() => keys.load());
      loaded.catch(() => {
        loaded = undefined;
      });
      return loaded;
    },
  };

  const failing =
    (what: string) =>
    (why: FaultKind): never => {
      throw fault(why, `${what}: no reply`, undefined);
    };
  const outcome = <Kind extends string>(kind: Kind): { readonly kind: Kind } => ({ kind });

  const { lots, history, drops, paddles, rules, audience, ledger } = stores;
  const lotStore: LotStore = {
    read: (lotId) => read(() => lots.read(lotId)),
    readMany: (lotIds) => read(() => lots.readMany(lotIds)),
    commit: async (next) => {
      const { handling } = instance;
      if (instance.alive) tell({ type: 'write-sent', atMs: scheduler.nowMs(), handling, next });
      const result = await write<CommitResult>(
        (by) => stores.writeLot(by, () => lots.commit(next)),
        outcome,
        quickTimeoutMs,
        commitFaults,
      );
      const { lotId } = next;
      tell({ type: 'write-answered', atMs: scheduler.nowMs(), handling, lotId, outcome: result.kind });
      return result;
    },
    create: (lot) => write((by) => stores.writeLot(by, () => lots.create(lot)), failing('create')),
    readOpenLots: (dropId) => read(() => lots.readOpenLots(dropId)),
    commitOpenLots: (next) =>
      write(async () => {
        const taken = await lots.commitOpenLots(next);
        if (taken) stores.tellOpenLots(next);
        return taken;
      }, failing('open lots')),
    commitOpening: (next, openLots) =>
      write<Awaited<ReturnType<LotStore['commitOpening']>>>(async (by) => {
        const result = await stores.writeLot(by, () => lots.commitOpening(next, openLots));
        if (result.kind === 'committed') stores.tellOpenLots(openLots);
        return result;
      }, outcome),
    listOpen: async function* () {
      const ids = await read(() => world.stream.openLots());
      for (const lotId of ids) yield lotId;
    },
  };

  return {
    shardConnectionsMax: world.shardConnectionsMax,
    clock: instance.clock,
    chance: memoryChance(choices.whole(0, 2 ** 32 - 1), instance.clock),
    digest: systemDigest,
    keys: keptKeys,
    metrics: {
      count: (name, dimension) =>
        tell({
          ...{ type: 'metric-counted', atMs: scheduler.nowMs(), handling: instance.handling, name },
          ...(dimension === undefined ? {} : { dimension }),
        }),
      duration: () => undefined,
    },
    lots: lotStore,
    history: {
      append: (entry) => write(() => history.append(entry), failing('append'), steadyTimeoutMs),
      reached: (lotId) => read(() => history.reached(lotId)),
      bidById: (lotId, bidId) => read(() => history.bidById(lotId, bidId)),
      entries: (lotId, after, limit) => read(() => history.entries(lotId, after, limit)),
      bidsOfPaddle: (dropId, paddle) => read(() => history.bidsOfPaddle(dropId, paddle)),
      park: (...parked) => write(() => history.park(...parked), failing('park'), steadyTimeoutMs),
    },
    drops: {
      create: (drop) => write(() => drops.create(drop), failing('create')),
      read: (dropId) => read(() => drops.read(dropId)),
      list: () => read(() => drops.list()),
      reserveLotNumber: (...of) => write(() => drops.reserveLotNumber(...of), failing('reserve')),
      writeEntry: (entry) => write(() => drops.writeEntry(entry), failing('entry')),
      readEntry: (...of) => read(() => drops.readEntry(...of)),
      listEntries: (dropId) => read(() => drops.listEntries(dropId)),
    },
    rules: {
      read: (rulesId) => read(() => rules.read(rulesId)),
      write: () => Promise.reject(new Error('the catalogue is not changed during a simulated drop')),
    },
    audience: {
      keepTicket: (ticket) => write(() => audience.keepTicket(ticket), failing('ticket')),
      takeTicket: (...of) => write(() => audience.takeTicket(...of), failing('ticket')),
      createShards: (...of) => write(() => audience.createShards(...of), failing('shards')),
      readShards: (dropId) => read(() => audience.readShards(dropId)),
      readShardLoads: (dropId) => read(() => audience.readShardLoads(dropId)),
      growShards: (...of) => write(() => audience.growShards(...of), failing('grow')),
      countIn: (...of) => write(() => audience.countIn(...of), failing('count')),
      countOut: (...of) => write(() => audience.countOut(...of), failing('count')),
      recount: (...of) => write(() => audience.recount(...of), failing('count')),
      register: (connection) => write(() => audience.register(connection), failing('register')),
      forget: (...of) => write(() => audience.forget(...of), failing('forget')),
      list: (...of) => read(() => audience.list(...of)),
      readLeases: (...of) => read(() => audience.readLeases(...of)),
      commitLeases: (next) => write(() => audience.commitLeases(next), failing('leases')),
      renewLease: (...of) => write(() => audience.renewLease(...of), failing('lease')),
      giveBackLease: (...of) => write(() => audience.giveBackLease(...of), failing('lease')),
    },
    paddles: {
      register: (...of) => write(() => paddles.register(...of), failing('register')),
      readByUser: (...of) => read(() => paddles.readByUser(...of)),
      readByNumber: (...of) => read(() => paddles.readByNumber(...of)),
      list: (dropId) => read(() => paddles.list(dropId)),
      change: (...of) => write(() => paddles.change(...of), failing('change')),
    },
    ledger: {
      settle: (...of) => write(() => ledger.settle(...of), failing('settle'), steadyTimeoutMs),
      transfersOf: (account) => read(() => ledger.transfersOf(account)),
    },
    pulses: {
      send: (dropId, shardCount, lot, timeoutMs) =>
        mayAsk()
          ? new Promise((resolve, reject) => {
              const refused = faults.strikes('pulseRefused');
              // Refused or not, some of it may have been taken.
              const taken = refused ? choices.whole(0, shardCount) : shardCount;
              inMs(wayMs(), () => {
                world.pulseQueue.send(dropId, taken, lot);
                if (!refused) reply(wayMs(), resolve);
              });
              if (refused)
                reply(timeoutMs, () => reject(fault('ambiguous', 'a pulse was not taken', undefined)));
            })
          : never(),
    },
    nudges: {
      send: (nudges, nowMs) =>
        mayAsk()
          ? new Promise((resolve, reject) => {
              const refused = faults.strikes('nudgeRefused');
              const taken = refused ? choices.whole(0, nudges.length) : nudges.length;
              inMs(wayMs(), () => {
                world.nudgeQueue.send(nudges.slice(0, taken), nowMs);
                if (!refused) reply(wayMs(), resolve);
              });
              if (refused)
                reply(steadyTimeoutMs, () => reject(fault('ambiguous', 'nudges were not taken', undefined)));
            })
          : never(),
    },
    broadcast: {
      post: (connectionId, text) =>
        mayAsk()
          ? new Promise((resolve) => {
              const { handling } = instance;
              tell({ type: 'post-sent', atMs: scheduler.nowMs(), handling, connection: connectionId, text });
              if (faults.strikes('postFailed')) {
                const result = choices.pick(['slow', 'failed', 'unanswered'] as const);
                const ms = result === 'unanswered' ? limits.postTickMaxMs : choices.whole(1, 300);
                return reply(ms, () => resolve(result));
              }
              inMs(wayMs(), () => {
                const result = world.gateway.post(connectionId, text);
                reply(wayMs(), () => resolve(result));
              });
            })
          : never(),
      close: (connectionId) =>
        mayAsk()
          ? new Promise((resolve) => {
              if (faults.strikes('postFailed')) return reply(choices.whole(1, 300), () => resolve('failed'));
              inMs(wayMs(), () => {
                const result = world.gateway.close(connectionId);
                reply(wayMs(), () => resolve(result));
              });
            })
          : never(),
    },
  };
}
