import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { memoryChance } from '@gaveldrop/adapters/memory/memory-chance';
import type { Lot } from '@gaveldrop/bidding';
import type { BidAnswer, BidMessage } from '@gaveldrop/protocol';
import { createAgreements, type LotCopy, type Principal, placeBid } from '@gaveldrop/saleroom';
import type { EpochMs } from '@gaveldrop/units';
import type { aDynamoSaleroomAt } from './a-dynamo-saleroom.ts';
import { type Counts, countInto } from './count-requests.ts';
import { patientDynamo } from './emulated-aws.ts';
import type { SteppedClock } from './stepped-clock.ts';

/** One bid, from the gateway to its answer. */
export type Answered = {
  readonly paddle: number;
  readonly bid: BidMessage;
  readonly receivedAtMs: EpochMs;
  readonly answer: BidAnswer;
  readonly tookMs: number;
  /** What its function asked of DynamoDB meanwhile. */
  readonly counts: Counts;
  /** What its function remembered of the lot when it began, and how old that was. */
  readonly copy: LotCopy | undefined;
  readonly copyAgeMs: number;
  readonly cold: boolean;
};

type Saleroom = Awaited<ReturnType<typeof aDynamoSaleroomAt<SteppedClock>>>;

/** How long a request takes there, and back: milliseconds, from the first to below the second. */
const legMs = [1.5, 6] as const;
const coldStartMs = 150;

/**
 * Function instances as Lambda keeps them: each works on one bid at a time and remembers what it saw; a bid that finds none
 * idle has a new one started. Requests take a while there and back by the saleroom's clock.
 */
export function warmInstances(room: Saleroom, onCommitted: (lot: Lot) => void) {
  const { clock, tables } = room;
  const chance = memoryChance(7, clock);
  const leg = (): Promise<void> =>
    clock.sleep(legMs[0] + (chance.below(1_000) / 1_000) * (legMs[1] - legMs[0]));

  const start = () => {
    const counts: Counts = {};
    const client = patientDynamo();
    countInto(counts, client, { [tables.lots]: 'Lots', [tables.records]: 'Records' }, clock.onItsWay);
    const { lots, ...ports } = room.anInstance(client);
    const rules = dynamoRulesStore(client, tables.records);
    return {
      client,
      counts,
      ports: {
        ...ports,
        agreements: createAgreements(rules),
        lots: {
          ...lots,
          read: async (lotId: Lot['lotId']) => {
            await leg();
            const lot = await lots.read(lotId);
            await leg();
            return lot;
          },
          commit: async (next: Lot) => {
            await leg();
            const result = await lots.commit(next);
            if (result.kind === 'committed') onCommitted(next);
            await leg();
            return result;
          },
        },
      },
    };
  };
  type Instance = ReturnType<typeof start>;
  const idle: Instance[] = [];
  const all: Instance[] = [];
  const startOne = (): Instance => {
    const started = start();
    all.push(started);
    return started;
  };

  return {
    started: (): number => all.length,
    /** The ports of one more instance, which gets no bids. */
    another: (): Instance['ports'] => startOne().ports,
    stop: (): void => {
      for (const { client } of all) client.destroy();
    },
    /** Hands a message to an instance, the one that was busy last first, as it comes now. */
    place: async (paddle: number, principal: Principal, bid: BidMessage): Promise<Answered> => {
      const receivedAtMs = clock.nowMs();
      let instance = idle.pop();
      const cold = instance === undefined;
      if (instance === undefined) {
        instance = startOne();
        await clock.sleep(coldStartMs);
      }
      const { counts, ports } = instance;
      for (const name of Object.keys(counts)) delete counts[name];
      const copy = ports.copies.get(bid.lotId);
      const copyAgeMs = copy === undefined ? 0 : clock.nowMs() - copy.readSentAtMs;
      const answer = await placeBid(ports, principal, bid, receivedAtMs);
      idle.push(instance);
      const tookMs = clock.nowMs() - receivedAtMs;
      return {
        ...{ paddle, bid, receivedAtMs, answer, tookMs, copy, copyAgeMs, cold },
        counts: { ...counts },
      };
    },
  };
}
