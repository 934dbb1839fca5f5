import { type HelloMessage, type PendingBid, type PingMessage, protocolVersion } from '@gaveldrop/protocol';
import { type EpochMs, limits } from '@gaveldrop/units';
import { haveWithin } from './have-within.ts';
import type { LotBook } from './lot-book.ts';

/** A fresh connection's `hello`, of at most `helloBytesMax` bytes, with the sequences of as many lots as fit. */
export const helloMessage = (book: LotBook, pending: PendingBid[]): HelloMessage =>
  withHave(book, pending, 'all', Number.POSITIVE_INFINITY);

/** A further `hello`: it names only what it is said for, so that the server certainly looks at that. */
export const helloAgainMessage = (book: LotBook): HelloMessage =>
  withHave(book, [], 'pressing', limits.welcomeLotsMax);

function withHave(
  book: LotBook,
  pending: PendingBid[],
  which: 'all' | 'pressing',
  lotsMax: number,
): HelloMessage {
  const bare: HelloMessage = { action: 'hello', protocol: protocolVersion, have: {}, pending };
  const bytes = limits.helloBytesMax - JSON.stringify(bare).length;
  return { ...bare, have: haveWithin(book, { bytes, lotsMax, which }) };
}

/** A `ping` of at most `messageBytesMax` bytes, with the sequences of the `pingLotsMax` lots that matter most. */
export function pingMessage(book: LotBook, sentAtMs: EpochMs): PingMessage {
  const bare: PingMessage = { action: 'ping', sentAtMs, have: {} };
  const bytes = limits.messageBytesMax - JSON.stringify(bare).length;
  return { ...bare, have: haveWithin(book, { bytes, lotsMax: limits.pingLotsMax, which: 'all' }) };
}
