import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { memoryAudienceStore } from '@gaveldrop/adapters/memory/memory-audience-store';
import { memoryBroadcast } from '@gaveldrop/adapters/memory/memory-broadcast';
import { memoryChance } from '@gaveldrop/adapters/memory/memory-chance';
import { type MemoryClock, memoryClock } from '@gaveldrop/adapters/memory/memory-clock';
import { memoryDropStore } from '@gaveldrop/adapters/memory/memory-drop-store';
import { memoryHistoryStore } from '@gaveldrop/adapters/memory/memory-history-store';
import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { memoryLedger } from '@gaveldrop/adapters/memory/memory-ledger';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import { memoryNudges } from '@gaveldrop/adapters/memory/memory-nudges';
import { memoryPaddleStore } from '@gaveldrop/adapters/memory/memory-paddle-store';
import { memoryPulses } from '@gaveldrop/adapters/memory/memory-pulses';
import { memoryRulesStore } from '@gaveldrop/adapters/memory/memory-rules-store';
import type { BidKind, Lot } from '@gaveldrop/bidding';
import type { BidAnswer, LotAnswer, LotCommandMessage, NewDrop, NewLot } from '@gaveldrop/protocol';
import {
  addLot,
  type BidPorts,
  commandLot,
  createAgreements,
  createDrop,
  createLotCopies,
  createNumberings,
  createPublisher,
  type Outcome,
  type Person,
  type Principal,
  placeBid,
  recordChange,
} from '@gaveldrop/saleroom';
import {
  assert,
  type BidId,
  bytesToUlid,
  type CommandId,
  cents,
  type DropId,
  durationMs,
  type EpochMs,
  epochMs,
  type LotId,
  paddleNumber,
  type SellerId,
  type Sequence,
  sequence,
  type UserId,
} from '@gaveldrop/units';
import { fatedLotStore, noted } from './a-lot-store.ts';

/** When these salerooms open their doors; lots close a minute later. */
export const startMs = 1_700_000_000_000;
export const at = (ms: number): EpochMs => epochMs(startMs + ms);

/** An id made at an instant, that ends in a number. */
export const idMadeAt = (madeAtMs: number, last: number): string => {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(madeAtMs) << 16n);
  new DataView(bytes.buffer).setUint32(12, last);
  return bytesToUlid(bytes);
};

// Ids of the fixture are from long before, so that nothing in it counts as just sent.
export const dropId = idMadeAt(1_600_000_000_000, 1) as DropId;
export const otherDropId = idMadeAt(1_600_000_000_000, 2) as DropId;
export const lotId = idMadeAt(1_600_000_000_000, 3) as LotId;
export const otherLotId = idMadeAt(1_600_000_000_000, 4) as LotId;
export const bidIdOf = (last: number, madeAtMs = 1_600_000_000_000): BidId =>
  idMadeAt(madeAtMs, last) as BidId;
export const commandIdOf = (last: number): CommandId => idMadeAt(1_600_000_000_000, last) as CommandId;

export const eve: Person = { userId: 'eve' as UserId, auctioneer: true };
/** In the auctioneers' group, but of no drop here. */
export const mallory: Person = { userId: 'mallory' as UserId, auctioneer: true };
export const ada: Person = { userId: 'ada' as UserId, auctioneer: false };
export const bob: Person = { userId: 'bob' as UserId, auctioneer: false };
export const page = 'https://bid.example';

/** Steps of 100, a minute, a reset to 10 s in the last 10 s; 10 % commission, 5 % premium. */
export const aNewDrop = (some: Partial<NewDrop> = {}): NewDrop => ({
  dropId,
  title: 'Friday drop',
  currency: 'EUR',
  ladder: [{ fromCents: cents(0), incrementCents: cents(100) }],
  closing: {
    durationMs: durationMs(60_000),
    extension: { mode: 'reset', windowMs: durationMs(10_000), amountMs: durationMs(10_000) },
  },
  terms: {
    commission: { bands: [{ fromCents: 0, rateBp: 1_000 }] },
    buyersPremium: { bands: [{ fromCents: 0, rateBp: 500 }] },
    processing: { rateBp: 0, fixedCents: 30, base: 'hammer' },
  } as NewDrop['terms'],
  ...some,
});

export const aNewLot = (some: Partial<NewLot> = {}): NewLot => ({
  lotId,
  title: 'A print',
  sellerId: ada.userId,
  startPriceCents: cents(1_000),
  ...some,
});

/** What a use case did. */
export function outcomeOf<T>(outcome: Outcome<T>): T {
  assert(outcome.kind === 'done', `refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** All ports of a saleroom in memory, with a clock that is set and lots that obey their fates. */
export function emptySaleroom(shardCount = 1) {
  const clock = memoryClock(startMs);
  const metrics = memoryMetrics();
  const calls: string[] = [];
  const stored = fatedLotStore();
  const heard = memoryHistoryStore();
  const drops = memoryDropStore();
  const rules = memoryRulesStore();
  const audience = memoryAudienceStore();
  const pulses = memoryPulses();
  const ports = {
    ...{ clock, metrics, drops, rules, audience, pulses, shardCount },
    chance: memoryChance(1, clock),
    digest: systemDigest,
    keys: memoryKeys(),
    lots: noted(stored, calls),
    history: noted(heard, calls),
    paddles: memoryPaddleStore(),
    ledger: memoryLedger(),
    nudges: memoryNudges(),
    broadcast: memoryBroadcast(),
    agreements: createAgreements(rules),
    numberings: createNumberings({ clock, drops }),
    publisher: createPublisher({ clock, metrics, audience, pulses }),
    copies: createLotCopies(),
    allowedOrigins: [page],
    shardConnectionsMax: 250,
  };
  let recorded = 0;
  return {
    ...{ ports, clock, metrics, stored, heard },
    /** Requests to lots and history since last asked, in order. */
    requests: (): string[] => calls.splice(0),
    /** The ports of another function of the same saleroom, just started: it has seen nothing yet. */
    elsewhere: () => ({ ...ports, lots: stored, copies: createLotCopies() }),
    lot: async (of: LotId = lotId): Promise<Lot> => {
      const lot = await stored.read(of);
      assert(lot !== undefined, 'the lot is there');
      return lot;
    },
    /** The stream catches up with all that was committed. */
    record: async (): Promise<void> => {
      const images = stored.images.slice(recorded);
      recorded = stored.images.length;
      for (const image of images) await recordChange({ ...ports, history: heard }, image);
    },
  };
}
export type Saleroom = ReturnType<typeof emptySaleroom>;

/** Waits for work that sleeps, moving the clock on a millisecond at a time, ten seconds at most. */
export async function finish<T>({ clock }: { readonly clock: MemoryClock }, work: Promise<T>): Promise<T> {
  let over = false;
  const done = (): void => {
    over = true;
  };
  work.then(done, done);
  for (let waits = 0; waits < 10_000; waits += 1) {
    await clock.advance(0);
    if (over) return work;
    if (clock.sleepers() > 0) await clock.advance(1);
  }
  throw new Error('it is not over after ten seconds');
}

export const auctioneer: Principal = {
  ...{ userId: eve.userId, dropId, role: 'auctioneer', shard: 0 },
  ...{ paddleNumber: undefined, limitCents: undefined, sellerIds: [] },
};

export const bidder = (paddle: number, some: Partial<Principal> = {}): Principal => ({
  ...{ userId: `user-${paddle}` as UserId, dropId, role: 'bidder', shard: 0 },
  ...{ paddleNumber: paddleNumber(paddle), limitCents: undefined, sellerIds: [`user-${paddle}` as SellerId] },
  ...some,
});

let commandsSent = 0;

/** An auctioneer's command, received and decided now. */
export function command(
  room: Saleroom,
  what: LotCommandMessage['command'],
  some: Partial<{
    id: number;
    lot: LotId;
    principal: Principal;
    stampMs: number;
    ports: Saleroom['ports'];
  }> = {},
): Promise<LotAnswer> {
  commandsSent += 1;
  const base = {
    action: 'lot' as const,
    commandId: commandIdOf(some.id ?? 1_000_000 + commandsSent),
    lotId: some.lot ?? lotId,
  };
  const message =
    what === 'withdraw' ? { ...base, command: what, reason: 'damaged' } : { ...base, command: what };
  const stampMs = epochMs(some.stampMs ?? room.clock.nowMs());
  return finish(room, commandLot(some.ports ?? room.ports, some.principal ?? auctioneer, message, stampMs));
}

/** A saleroom with one drop and one scheduled lot. */
export async function aSaleroom(
  some: { drop?: Partial<NewDrop>; lot?: Partial<NewLot>; shards?: number } = {},
) {
  const room = emptySaleroom(some.shards);
  outcomeOf(await createDrop(room.ports, eve, aNewDrop(some.drop)));
  outcomeOf(await addLot(room.ports, eve, dropId, aNewLot(some.lot)));
  room.requests();
  return room;
}

/** The same with the lot open, at `startMs`; nothing of it is in the pulse or nudge queue any more. */
export async function anOpenSaleroom(some: Parameters<typeof aSaleroom>[0] = {}) {
  const room = await aSaleroom(some);
  const opened = await command(room, 'open', { id: 900 });
  assert(opened.outcome === 'done', `the lot opens: ${opened.code}`);
  room.ports.pulses.drain();
  room.ports.nudges.drain();
  room.requests();
  return room;
}

export type Sending = {
  readonly id: number;
  readonly idMadeAtMs: number;
  readonly kind: BidKind;
  readonly attempt: number;
  readonly afterSequence: Sequence;
  readonly stampMs: number;
  readonly lot: LotId;
  readonly principal: Partial<Principal>;
  readonly ports: BidPorts;
};

let bidsSent = 0;

/** One sending of a bid, begun and not waited for. */
export function sending(
  room: Saleroom,
  paddle: number,
  amount: number,
  some: Partial<Sending> = {},
): Promise<BidAnswer> {
  bidsSent += 1;
  const bid = {
    action: 'bid' as const,
    bidId: bidIdOf(some.id ?? 1_000_000 + bidsSent, some.idMadeAtMs),
    lotId: some.lot ?? lotId,
    amountCents: cents(amount),
    kind: some.kind ?? 'exact',
    attempt: some.attempt ?? 1,
    ...(some.afterSequence === undefined ? {} : { afterSequence: some.afterSequence }),
  };
  const stampMs = epochMs(some.stampMs ?? room.clock.nowMs());
  return placeBid(some.ports ?? room.ports, bidder(paddle, some.principal), bid, stampMs);
}

/** One sending of a bid and its answer. */
export const place = (
  room: Saleroom,
  paddle: number,
  amount: number,
  some: Partial<Sending> = {},
): Promise<BidAnswer> => finish(room, sending(room, paddle, amount, some));

/** A bid that another function commits, unseen by this one. */
export const placeElsewhere = (room: Saleroom, paddle: number, amount: number, some: Partial<Sending> = {}) =>
  sending(room, paddle, amount, { ...some, ports: { ...room.elsewhere(), lots: unfated(room) } });

/** The same lots without fates: what other functions write goes through. */
const unfated = (room: Saleroom) => {
  const { read, commit } = room.stored;
  return {
    read,
    commit: (next: Lot) => {
      room.stored.fates.unshift('through');
      return commit(next);
    },
  };
};

/** Every bid ever committed, in order, as `paddle:amount`. */
export const acceptedBids = (room: Saleroom, of: LotId = lotId): string[] =>
  room.stored.images
    .filter(({ after }) => after.lotId === of)
    .flatMap(({ after }) =>
      after.events.flatMap((event) =>
        event.type === 'BidAccepted' ? [`${event.paddleNumber}:${event.amountCents}`] : [],
      ),
    );

export const seq = sequence;
