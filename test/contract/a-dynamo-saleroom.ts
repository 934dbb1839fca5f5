import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDropStore } from '@gaveldrop/adapters/aws/dynamo-drop-store';
import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { memoryAudienceStore } from '@gaveldrop/adapters/memory/memory-audience-store';
import { memoryChance } from '@gaveldrop/adapters/memory/memory-chance';
import { type MemoryClock, memoryClock } from '@gaveldrop/adapters/memory/memory-clock';
import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import { memoryNudges } from '@gaveldrop/adapters/memory/memory-nudges';
import { memoryPulses } from '@gaveldrop/adapters/memory/memory-pulses';
import type { Lot } from '@gaveldrop/bidding';
import type { BidMessage, LotCommandMessage, NewDrop, NewLot } from '@gaveldrop/protocol';
import {
  addLot,
  type Clock,
  commandLot,
  createAgreements,
  createDrop,
  createLotCopies,
  createNumberings,
  createPublisher,
  type Outcome,
  type Person,
  type Principal,
  recordChange,
} from '@gaveldrop/saleroom';
import {
  assert,
  type CommandId,
  cents,
  durationMs,
  epochMs,
  type LotId,
  paddleNumber,
  type SellerId,
  type UserId,
} from '@gaveldrop/units';
import { ulid } from 'ulid';
import { committedStates } from './committed-states.ts';
import { createKeyedTable, createLotsTable, patientDynamo } from './emulated-aws.ts';

/** When these salerooms open their doors; lots close a minute later. */
export const startMs = 1_800_000_000_000;

const ava: Person = { userId: 'ava' as UserId, auctioneer: true };

const aNewDrop: NewDrop = {
  title: 'Friday drop',
  currency: 'EUR',
  ladder: [{ fromCents: cents(0), incrementCents: cents(100) }],
  closing: {
    durationMs: durationMs(60_000),
    extension: { mode: 'reset', windowMs: durationMs(10_000), amountMs: durationMs(10_000) },
  },
  terms: {
    commission: { bands: [{ fromCents: 0, rateBp: 1_000 }] },
    processing: { rateBp: 0, fixedCents: 0, base: 'hammer' },
  } as NewDrop['terms'],
};
const aNewLot: NewLot = { title: 'A print', sellerId: 'sam' as UserId, startPriceCents: cents(1_000) };

function outcomeOf<T>(outcome: Outcome<T>): T {
  assert(outcome.kind === 'done', `refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/**
 * A saleroom whose lots, rules and history are in DynamoDB, on a clock that moves when told. Its pulses and nudges are
 * kept in memory: they are not what these tests are about.
 */
export const aDynamoSaleroom = (closing: Partial<NewDrop['closing']> = {}) =>
  aDynamoSaleroomAt(memoryClock(startMs), closing);

/** The same on a clock of the test's own, which stands at `startMs`. */
export async function aDynamoSaleroomAt<OwnClock extends Clock>(
  clock: OwnClock,
  closing: Partial<NewDrop['closing']> = {},
) {
  const [lotsTable, recordsTable] = await Promise.all([createLotsTable(), createKeyedTable()]);
  const metrics = memoryMetrics();
  const audience = memoryAudienceStore();
  const pulses = memoryPulses();
  const nudges = memoryNudges();
  const chance = memoryChance(1, clock);

  /** The ports of one function instance, just started: all it asks of the database goes through its own client. */
  const anInstance = (client: DynamoDBClient) => {
    const rules = dynamoRulesStore(client, recordsTable);
    const drops = dynamoDropStore(client, recordsTable);
    return {
      ...{ clock, metrics, chance, audience, pulses, nudges, rules, drops, digest: systemDigest },
      keys: memoryKeys(),
      shardCount: 1,
      lots: dynamoLotStore(client, lotsTable),
      history: dynamoHistoryStore(client, recordsTable),
      agreements: createAgreements(rules),
      numberings: createNumberings({ clock, drops }),
      publisher: createPublisher({ clock, metrics, audience, pulses }),
      copies: createLotCopies(),
    };
  };
  type Ports = ReturnType<typeof anInstance>;

  const patient = anInstance(patientDynamo());
  const drop = { ...aNewDrop, closing: { ...aNewDrop.closing, ...closing } };
  const { dropId } = outcomeOf(await createDrop(patient, ava, drop));
  const auctioneer: Principal = {
    ...{ userId: ava.userId, dropId, role: 'auctioneer', shard: 0 },
    ...{ paddleNumber: undefined, limitCents: undefined, sellerIds: [] },
  };
  let recorded = 0;
  const lot = async (lotId: LotId): Promise<Lot> => {
    const found = await patient.lots.read(lotId);
    assert(found !== undefined, 'the lot is there');
    return found;
  };
  return {
    ...{ clock, metrics, pulses, nudges, dropId, patient, anInstance, lot },
    tables: { lots: lotsTable, records: recordsTable },
    /** Enters one more lot. */
    addLot: async (): Promise<LotId> => outcomeOf(await addLot(patient, ava, dropId, aNewLot)).lotId,
    /** Every state the lot was committed in, as the stream has them: up to the one that stands, however late the stream is. */
    states: async (lotId: LotId): Promise<readonly Lot[]> => {
      const { sequence } = await lot(lotId);
      for (let looks = 0; looks < 200; looks += 1) {
        const states = await committedStates(lotsTable, lotId);
        if (states.length >= sequence) return states;
        await new Promise((over) => setImmediate(over));
      }
      throw new Error('the stream does not get there');
    },
    /** The history catches up with the stream. */
    record: async (lotId: LotId): Promise<void> => {
      const states = await committedStates(lotsTable, lotId);
      for (; recorded < states.length; recorded += 1) {
        const after = states[recorded];
        if (after !== undefined) await recordChange(patient, { before: states[recorded - 1], after });
      }
    },
    /** An auctioneer's command, received now. */
    command: (
      what: Exclude<LotCommandMessage['command'], 'withdraw'>,
      lotId: LotId,
      { ports = patient, commandId = ulid() as CommandId }: { ports?: Ports; commandId?: CommandId } = {},
    ) => commandLot(ports, auctioneer, { action: 'lot', commandId, lotId, command: what }, clock.nowMs()),
    bidder: (paddle: number): Principal => ({
      ...{ userId: `user-${paddle}` as UserId, dropId, role: 'bidder', shard: 0 },
      ...{ paddleNumber: paddleNumber(paddle), limitCents: undefined },
      sellerIds: [`user-${paddle}` as SellerId],
    }),
  };
}
export type DynamoSaleroom = Awaited<ReturnType<typeof aDynamoSaleroom>>;
export type InstancePorts = ReturnType<DynamoSaleroom['anInstance']>;

/** A bid's first sending, with an id from long ago unless it says when it was made. */
export const aBidMessage = (lotId: LotId, amount: number, some: Partial<BidMessage> = {}): BidMessage => ({
  action: 'bid',
  bidId: ulid(startMs - 3_600_000) as BidMessage['bidId'],
  lotId,
  amountCents: cents(amount),
  kind: 'exact',
  attempt: 1,
  ...some,
});

/** Every bid ever accepted, in order, as `paddle:amount`. */
export const acceptedIn = (states: readonly Lot[]): readonly string[] =>
  states.flatMap(({ events }) =>
    events.flatMap((event) =>
      event.type === 'BidAccepted' ? [`${event.paddleNumber}:${event.amountCents}`] : [],
    ),
  );

/** Waits for work that sleeps, moving the clock on a millisecond at a time: never while a request is on its way. */
export async function finish<T>({ clock }: { readonly clock: MemoryClock }, work: Promise<T>): Promise<T> {
  let over = false;
  const done = (): void => {
    over = true;
  };
  work.then(done, done);
  while (!over) {
    await new Promise((turned) => setImmediate(turned));
    if (!over && clock.sleepers() > 0) await clock.advance(1);
  }
  return work;
}

export const at = (ms: number) => epochMs(startMs + ms);
