import type { AccountId, TransferId } from '@gaveldrop/settlement';
import type {
  BidId,
  DropId,
  LotId,
  LotNumber,
  PaddleNumber,
  RulesId,
  Sequence,
  UserId,
} from '@gaveldrop/units';

/** Where an item of the records table is. */
export type RecordKey = { readonly pk: string; readonly sk: string };

/** Numbers in sort keys have as many digits as they can ever need, so that their text sorts as they do. */
const digits = (value: number, count: number): string => String(value).padStart(count, '0');
const lotDigits = 5;
const paddleDigits = 5;
const sequenceDigits = 10;

/** Every key of the records table; DATA.md lists them with what they hold. */
export const recordKeys = {
  drop: (dropId: DropId): RecordKey => ({ pk: `drop#${dropId}`, sk: 'drop' }),
  /** One partition names all drops: they are few, and ULIDs sort by when they were made. */
  listedDrop: (dropId: DropId): RecordKey => ({ pk: 'drops', sk: dropId }),
  reservedLotNumber: (dropId: DropId, lotId: LotId): RecordKey => ({
    pk: `drop#${dropId}`,
    sk: `reserved#${lotId}`,
  }),
  entry: (dropId: DropId, number: LotNumber): RecordKey => ({
    pk: `drop#${dropId}`,
    sk: `lot#${digits(number, lotDigits)}`,
  }),
  paddleCount: (dropId: DropId): RecordKey => ({ pk: `drop#${dropId}`, sk: 'paddles' }),
  bidder: (dropId: DropId, userId: UserId): RecordKey => ({ pk: `drop#${dropId}`, sk: `bidder#${userId}` }),
  paddle: (dropId: DropId, number: PaddleNumber): RecordKey => ({
    pk: `drop#${dropId}`,
    sk: `paddle#${digits(number, paddleDigits)}`,
  }),
  rules: (rulesId: RulesId): RecordKey => ({ pk: `rules#${rulesId}`, sk: 'rules' }),
  reached: (lotId: LotId): RecordKey => ({ pk: `lot#${lotId}`, sk: 'reached' }),
  historyEntry: (lotId: LotId, sequence: number): RecordKey => ({
    pk: `lot#${lotId}`,
    sk: `history#${digits(sequence, sequenceDigits)}`,
  }),
  bid: (lotId: LotId, bidId: BidId): RecordKey => ({ pk: `lot#${lotId}`, sk: `bid#${bidId}` }),
  bidOfPaddle: (dropId: DropId, paddle: PaddleNumber, number: LotNumber, sequence: Sequence): RecordKey => ({
    pk: `paddle#${dropId}#${paddle}`,
    sk: `${digits(number, lotDigits)}#${digits(sequence, sequenceDigits)}`,
  }),
  parked: (lotId: LotId, sequence: Sequence): RecordKey => ({
    pk: `lot#${lotId}`,
    sk: `parked#${digits(sequence, sequenceDigits)}`,
  }),
  settled: (lotId: LotId): RecordKey => ({ pk: `lot#${lotId}`, sk: 'settled' }),
  transfer: (account: AccountId, dropId: DropId, number: LotNumber, transferId: TransferId): RecordKey => ({
    pk: `account#${account}`,
    sk: `${dropId}#${digits(number, lotDigits)}#${transferId}`,
  }),
} as const;

/** Partitions that are read as a whole. */
export const recordPartitions = {
  drops: 'drops',
  ofDrop: (dropId: DropId): string => `drop#${dropId}`,
  ofPaddle: (dropId: DropId, paddle: PaddleNumber): string => `paddle#${dropId}#${paddle}`,
  ofLot: (lotId: LotId): string => `lot#${lotId}`,
  ofAccount: (account: AccountId): string => `account#${account}`,
} as const;
