import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isLive, type Lot, type Standing } from '@gaveldrop/bidding';
import {
  assert,
  assertNever,
  bytesToUlid,
  type Cents,
  type DurationMs,
  type EpochMs,
  type LotNumber,
  lotNumber,
  paddleNumber,
  type Sequence,
  ulidToBytes,
} from '@gaveldrop/units';
import { tableKeys } from '../names.ts';
import { packHash, unpackHash } from './pack-hash.ts';
import { packLotEvents, unpackLotEvents } from './pack-lot-events.ts';
import { packPaddles, unpackPaddles } from './pack-paddles.ts';
import { packRecent, unpackRecent } from './pack-recent.ts';

export type LotItem = Record<string, AttributeValue>;

/** Every attribute of a lot but its key, as the table holds them; what never changes after the lot was entered comes first. */
const fixedLotAttributes = ['dropId', 'number'] as const;
export const changingLotAttributes = [
  'rulesId',
  'status',
  'sequence',
  'committedAtMs',
  'chainHead',
  'recent',
  'suspendedPaddles',
  'events',
  'openedAtMs',
  'closesAtMs',
  'latestCloseAtMs',
  'remainingMs',
  'extensions',
  'bidCount',
  'priceCents',
  'leadingPaddle',
  'ceilingCents',
  'leadingBidSequence',
  'underbidderPaddle',
  'underbidderCeilingCents',
  'underbidderBidSequence',
  'hammerPriceCents',
  'buyerPaddle',
  'reason',
] as const;
export type LotAttribute = (typeof fixedLotAttributes)[number] | (typeof changingLotAttributes)[number];

/** What the sparse index over open lots is made of. */
export const openLotAttributes = [tableKeys.openLots.partition, tableKeys.openLots.sort] as const;

/** Where lots are spread over in the index: a few partitions, so that reading them all is a few queries. */
export const openLotPartitions = ['0', '1', '2', '3'] as const;

const number = (value: number | undefined): AttributeValue | undefined =>
  value === undefined ? undefined : { N: String(value) };
const binary = (bytes: Uint8Array): AttributeValue | undefined =>
  bytes.length === 0 ? undefined : { B: bytes };

/** The key of a lot: its id's own sixteen bytes. */
export const lotKey = (id: string): LotItem => ({ [tableKeys.lots.partition]: { B: ulidToBytes(id) } });

/** What a lot holds under each attribute; nothing under those that do not apply. */
export function packLot(lot: Lot): { readonly [Name in LotAttribute]: AttributeValue | undefined } {
  const bidden = lot.status === 'scheduled' ? undefined : lot;
  const sold = lot.status === 'sold' ? lot : undefined;
  assert(
    sold === undefined || sold.underbidderPaddle === sold.underbidder?.paddleNumber,
    'a sold lot keeps the underbidder it had [C7]',
  );
  return {
    dropId: { B: ulidToBytes(lot.dropId) },
    number: number(lot.number),
    rulesId: { B: ulidToBytes(lot.rulesId) },
    status: { S: lot.status },
    sequence: number(lot.sequence),
    committedAtMs: number(lot.committedAtMs),
    chainHead: { B: packHash(lot.chainHead) },
    recent: binary(packRecent(lot.recent)),
    suspendedPaddles: binary(packPaddles(lot.suspendedPaddles)),
    events: { S: packLotEvents(lot.events) },
    openedAtMs: number(bidden?.openedAtMs),
    closesAtMs: number(bidden?.closesAtMs),
    latestCloseAtMs: number(bidden?.latestCloseAtMs),
    remainingMs: number(lot.status === 'paused' ? lot.remainingMs : undefined),
    extensions: number(bidden?.extensions),
    bidCount: number(bidden?.bidCount),
    priceCents: number(bidden?.priceCents),
    leadingPaddle: number(bidden?.leader?.paddleNumber),
    ceilingCents: number(bidden?.leader?.ceilingCents),
    leadingBidSequence: number(bidden?.leader?.bidSequence),
    underbidderPaddle: number(bidden?.underbidder?.paddleNumber),
    underbidderCeilingCents: number(bidden?.underbidder?.ceilingCents),
    underbidderBidSequence: number(bidden?.underbidder?.bidSequence),
    hammerPriceCents: number(sold?.hammerPriceCents),
    buyerPaddle: number(sold?.buyerPaddle),
    reason: lot.status === 'withdrawn' ? { S: lot.reason } : undefined,
  };
}

/** Where the sparse index keeps a lot: only while it is open or paused. */
export function packOpenLot(lot: Lot): LotItem {
  if (!isLive(lot)) return {};
  const spread = (ulidToBytes(lot.lotId)[15] ?? 0) % openLotPartitions.length;
  return {
    [tableKeys.openLots.partition]: { S: openLotPartitions[spread] ?? '0' },
    [tableKeys.openLots.sort]: { S: `${lot.dropId}#${String(lot.number).padStart(5, '0')}` },
  };
}

/** The whole item of a lot. */
export function lotItem(lot: Lot): LotItem {
  const item: LotItem = { ...lotKey(lot.lotId), ...packOpenLot(lot) };
  for (const [name, value] of Object.entries(packLot(lot))) if (value !== undefined) item[name] = value;
  return item;
}

/** The lot an item holds. @throws (a bug) when the item is no lot. */
export function unpackLot(item: LotItem): Lot {
  const value = (name: LotAttribute): number | undefined => {
    const text = item[name]?.N;
    return text === undefined ? undefined : Number(text);
  };
  const needed = (name: LotAttribute): number => {
    const found = value(name);
    assert(found !== undefined, `a lot has ${name}`);
    return found;
  };
  const id = (name: LotAttribute | typeof tableKeys.lots.partition): string => {
    const bytes = item[name]?.B;
    assert(bytes !== undefined, `a lot has ${name}`);
    return bytesToUlid(bytes);
  };
  const bytesOf = (name: LotAttribute): Uint8Array => item[name]?.B ?? new Uint8Array(0);
  const standing = (
    paddle: LotAttribute,
    ceiling: LotAttribute,
    bidSequence: LotAttribute,
  ): Standing | undefined =>
    value(paddle) === undefined
      ? undefined
      : {
          paddleNumber: paddleNumber(needed(paddle)),
          ceilingCents: needed(ceiling) as Cents,
          bidSequence: needed(bidSequence) as Sequence,
        };

  const status = item.status?.S as Lot['status'];
  const reason = item.reason?.S;
  const kept = {
    lotId: id(tableKeys.lots.partition) as Lot['lotId'],
    dropId: id('dropId') as Lot['dropId'],
    number: lotNumber(needed('number')) satisfies LotNumber,
    rulesId: id('rulesId') as Lot['rulesId'],
    sequence: needed('sequence') as Sequence,
    committedAtMs: needed('committedAtMs') as EpochMs,
    chainHead: unpackHash(bytesOf('chainHead')),
    recent: unpackRecent(bytesOf('recent')),
    suspendedPaddles: unpackPaddles(bytesOf('suspendedPaddles')),
    events: unpackLotEvents(item.events?.S ?? '[]', reason),
  };
  if (status === 'scheduled') return { ...kept, status };
  if (status === 'withdrawn' && value('openedAtMs') === undefined)
    return { ...kept, status, reason: reason ?? '' };

  const bidden = {
    openedAtMs: needed('openedAtMs') as EpochMs,
    closesAtMs: value('closesAtMs') as EpochMs | undefined,
    latestCloseAtMs: value('latestCloseAtMs') as EpochMs | undefined,
    extensions: needed('extensions'),
    bidCount: needed('bidCount'),
    priceCents: value('priceCents') as Cents | undefined,
    leader: standing('leadingPaddle', 'ceilingCents', 'leadingBidSequence'),
    underbidder: standing('underbidderPaddle', 'underbidderCeilingCents', 'underbidderBidSequence'),
  };
  switch (status) {
    case 'open':
    case 'passed':
      return { ...kept, ...bidden, status };
    case 'paused':
      return { ...kept, ...bidden, status, remainingMs: value('remainingMs') as DurationMs | undefined };
    case 'sold':
      return {
        ...{ ...kept, ...bidden, status },
        hammerPriceCents: needed('hammerPriceCents') as Cents,
        buyerPaddle: paddleNumber(needed('buyerPaddle')),
        underbidderPaddle: bidden.underbidder?.paddleNumber,
      };
    case 'withdrawn':
      return { ...kept, ...bidden, status, reason: reason ?? '' };
    default:
      return assertNever(status);
  }
}
