import { type HelloMessage, type PendingBid, type PingMessage, protocolVersion } from '@gaveldrop/protocol';
import { type EpochMs, limits } from '@gaveldrop/units';
import { haveWithin } from './have-within.ts';
import type { LotBook } from './lot-book.ts';

/** A `hello` of at most `helloBytesMax` bytes, with the sequences of as many lots as fit. */
export function helloMessage(book: LotBook, pending: PendingBid[]): HelloMessage {
  const bare: HelloMessage = { action: 'hello', protocol: protocolVersion, have: {}, pending };
  return { ...bare, have: haveWithin(book, limits.helloBytesMax - JSON.stringify(bare).length) };
}

/** A `ping` of at most `messageBytesMax` bytes, with the sequences of as many lots as fit. */
export function pingMessage(book: LotBook, sentAtMs: EpochMs): PingMessage {
  const bare: PingMessage = { action: 'ping', sentAtMs, have: {} };
  return { ...bare, have: haveWithin(book, limits.messageBytesMax - JSON.stringify(bare).length) };
}
