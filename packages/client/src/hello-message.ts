import { type HelloMessage, type PendingBid, type PingMessage, protocolVersion } from '@gaveldrop/protocol';
import { type EpochMs, limits } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { Asking } from './connection-state.ts';
import { type HaveBounds, haveWithin } from './have-within.ts';
import type { LotBook } from './lot-book.ts';

/** A fresh connection's `hello`, of at most `helloBytesMax` bytes, with the sequences of as many lots as fit. */
export const helloMessage = (book: LotBook, pending: PendingBid[]): HelloMessage =>
  withHave(book, pending, { scheduled: 'all', lotsMax: Number.POSITIVE_INFINITY });

/** A further `hello`: it names only what it is said for, so that the server certainly looks at that. */
export const helloAgainMessage = (book: LotBook): HelloMessage =>
  withHave(book, [], { scheduled: { count: 0, turn: 0 }, lotsMax: limits.welcomeLotsMax });

function withHave(
  book: LotBook,
  pending: PendingBid[],
  bounds: Pick<HaveBounds, 'scheduled' | 'lotsMax'>,
): HelloMessage {
  const bare: HelloMessage = { action: 'hello', protocol: protocolVersion, have: {}, pending };
  const bytes = limits.helloBytesMax - JSON.stringify(bare).length;
  return { ...bare, have: haveWithin(book, { bytes, ...bounds }) };
}

/**
 * A `ping` of at most `messageBytesMax` bytes. For the time alone it names no lots. For news it names those that matter:
 * in doubt, open or paused, and two that are scheduled. Of open lots the saleroom tells by itself, so an opening whose
 * push was lost is heard of anyway; the next lot by number is named in case it is over again by then, and one more in turn,
 * so that any change of a lot yet to come is heard of some time. For all news it names as many as there is room for.
 * @param turn how many pings for news there were before
 */
export function pingMessage(book: LotBook, sentAtMs: EpochMs, asks: Asking, turn: number): PingMessage {
  const clockPing: PingMessage = { action: 'ping', sentAtMs };
  if (asks === 'time') return clockPing;
  const bytes = limits.messageBytesMax - JSON.stringify({ ...clockPing, have: {} }).length;
  const scheduled = asks === 'all-news' ? 'all' : { count: clientLimits.pingScheduledMax, turn };
  return { ...clockPing, have: haveWithin(book, { bytes, lotsMax: limits.pingLotsMax, scheduled }) };
}
