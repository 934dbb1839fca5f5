import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { memoryHistoryStore } from '@gaveldrop/adapters/memory/memory-history-store';
import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { memoryLotStore } from '@gaveldrop/adapters/memory/memory-lot-store';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import { decideCommand } from '@gaveldrop/bidding';
import type { BidAnswer } from '@gaveldrop/protocol';
import {
  createAgreements,
  createLotCopies,
  type LotAgreement,
  letHammerFall,
  type Principal,
  type Publisher,
  placeBid,
  recordChange,
  sealedChange,
  sealedLot,
} from '@gaveldrop/saleroom';
import {
  assert,
  type BidId,
  bytesToUlid,
  type CommandId,
  cents,
  type DropId,
  type EpochMs,
  epochMs,
  type LotId,
  lotNumber,
  type PaddleNumber,
  type RulesId,
  type UserId,
} from '@gaveldrop/units';
import { type LotCase, type LotStep, readLotCase } from './read-lot-case.ts';
import type { VectorResult } from './vector-result.ts';

// Every instant of a case is moved this far on, and every expected one with it: ids made at time 0 are then long past.
const shiftMs = 10_000_000;

const idOf = (last: number): string =>
  bytesToUlid(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last >> 8, last & 255));
const lotId = idOf(1) as LotId;
const dropId = idOf(2) as DropId;
const rulesId = idOf(3) as RulesId;
const sellerId = 'seller' as UserId;

const agreementOf = (lot: LotCase): LotAgreement => ({
  rules: {
    rulesId,
    sellerId,
    startPriceCents: lot.startPriceCents,
    reserveCents: lot.reserveCents,
    ladder: lot.ladder,
    closing: lot.closing,
  },
  terms: { commission: { bands: [] }, processing: { rateBp: 0, fixedCents: 0, base: 'hammer' } } as never,
  termsVersion: 1,
  currency: 'EUR',
  lotTitle: 'a lot',
  shippingCents: cents(0),
});

/** A saleroom in memory with one open lot and a clock that is set, not run. */
async function saleroomFor(lotCase: LotCase) {
  let nowMs = epochMs(lotCase.openedAtMs + shiftMs);
  const lots = memoryLotStore();
  const history = memoryHistoryStore();
  const quiet: Publisher = { publish: async () => undefined, repair: async () => undefined };
  const agreements = createAgreements({ read: async () => agreementOf(lotCase) });
  const ports = {
    clock: { nowMs: () => nowMs, sleep: async () => undefined },
    chance: { ulid: () => idOf(9), secret: () => '', below: () => 0 },
    metrics: memoryMetrics(),
    digest: systemDigest,
    keys: memoryKeys(),
    lots,
    history,
    agreements,
    copies: createLotCopies(),
    publisher: quiet,
    nudges: { send: async () => undefined },
  };
  const { rules } = agreementOf(lotCase);
  const veil = { digest: systemDigest, keys: await memoryKeys().load(), rules };
  const scheduled = sealedLot(veil, { lotId, dropId, number: lotNumber(1) }, nowMs);
  await lots.create(scheduled);
  const command = { command: 'open', commandId: idOf(4) as CommandId, suspendedPaddles: [] } as const;
  const opened = decideCommand(scheduled, rules, command, nowMs, nowMs);
  assert(opened.kind === 'done', 'a scheduled lot opens');
  await lots.commit(sealedChange(veil, scheduled, nowMs, opened.events));
  let recorded = 0;
  return {
    ports,
    setClock: (ms: EpochMs) => {
      nowMs = ms;
    },
    /** The stream catches up. */
    record: async () => {
      for (const image of lots.images.slice(recorded)) await recordChange(ports, image);
      recorded = lots.images.length;
    },
  };
}

/** Ids of a case are any text; each becomes a ULID, the same text always the same one. */
function bidIds(): (text: string) => BidId {
  const known = new Map<string, BidId>();
  return (text) => {
    const id = known.get(text) ?? (idOf(1_000 + known.size) as BidId);
    known.set(text, id);
    return id;
  };
}

const principalFor = (lotCase: LotCase, paddle: PaddleNumber): Principal => ({
  userId: `user-${paddle}` as UserId,
  dropId,
  role: 'bidder',
  paddleNumber: paddle,
  limitCents: undefined,
  sellerIds: lotCase.sellerPaddles.includes(paddle) ? [sellerId] : [],
  shard: 0,
});

const unshifted = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : ms - shiftMs;

/** An answer in a case's own words. */
function gotFrom(answer: BidAnswer): Record<string, unknown> {
  if (answer.outcome === 'refused')
    return { refused: answer.code, askingPriceCents: answer.askingPriceCents };
  const { lot } = answer;
  return {
    outcome: answer.outcome,
    priceCents: lot?.priceCents,
    leadingPaddle: lot?.leadingPaddle === undefined ? undefined : String(lot.leadingPaddle),
    askingPriceCents: answer.askingPriceCents,
    closesAtMs: unshifted(lot?.closesAtMs),
    extensions: lot?.extensions,
    ...(answer.repeated === true ? { repeated: true } : {}),
  };
}

const sorted = (fields: object): string =>
  JSON.stringify(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

const difference = (step: string, expected: object, got: object): VectorResult['failures'] =>
  sorted(expected) === sorted(got) ? [] : [{ step, expected, got }];

/**
 * Runs one case of kind `lot` through the saleroom's use cases on in-memory stores, so that a repeated id is found
 * however old it is. [L] [B] [C]
 * @throws an Error that names the field when the case is malformed or its rules make no sense.
 */
export async function runLotVector(vectorCase: unknown): Promise<VectorResult> {
  const lotCase = readLotCase(vectorCase);
  const { ports, setClock, record } = await saleroomFor(lotCase);
  const bidIdOf = bidIds();
  const place = (step: LotStep, atMs: EpochMs): Promise<BidAnswer> => {
    const { bidId, paddle, ...bid } = step.bid;
    const message = { action: 'bid', ...bid, bidId: bidIdOf(bidId), lotId } as const;
    return placeBid(ports, principalFor(lotCase, paddle), message, atMs);
  };
  const failures: VectorResult['failures'][number][] = [];
  for (const [index, step] of lotCase.steps.entries()) {
    const atMs = epochMs(step.atMs + shiftMs);
    setClock(atMs);
    await record();
    failures.push(...difference(`step ${index + 1}`, step.expected, gotFrom(await place(step, atMs))));
  }
  failures.push(...difference('hammer', lotCase.hammer, await hammerOf(ports, setClock)));
  return { name: lotCase.name, failures };
}

async function hammerOf(
  ports: Awaited<ReturnType<typeof saleroomFor>>['ports'],
  setClock: (ms: EpochMs) => void,
): Promise<Record<string, unknown>> {
  const open = await ports.lots.read(lotId);
  const closesAtMs = open?.status === 'open' ? open.closesAtMs : undefined;
  if (closesAtMs === undefined) return { outcome: open?.status };
  setClock(epochMs(closesAtMs + 1_000));
  await letHammerFall(ports, lotId);
  const lot = await ports.lots.read(lotId);
  const text = (paddle: number | undefined) => (paddle === undefined ? undefined : String(paddle));
  if (lot?.status !== 'sold')
    return {
      outcome: lot?.status,
      closesAtMs: unshifted(closesAtMs),
      bids: lot?.status === 'passed' ? lot.bidCount : undefined,
    };
  return {
    outcome: 'sold',
    closesAtMs: unshifted(lot.closesAtMs),
    bids: lot.bidCount,
    hammerPriceCents: lot.hammerPriceCents,
    buyerPaddle: text(lot.buyerPaddle),
    underbidderPaddle: text(lot.underbidderPaddle),
  };
}
