import type { RecentAct } from '@gaveldrop/bidding';
import { assert, type BidId, bytesToUlid, sequence, ulidToBytes } from '@gaveldrop/units';

const actBytes = 20;
const outcomes = ['leading', 'outbid', 'done'] as const;
/** Two bits of the last four bytes tell the outcome, thirty the sequence. */
const sequenceMax = 2 ** 30 - 1;

/** Recent bids and commands, twenty bytes each: the id, then outcome and sequence. */
export function packRecent(recent: readonly RecentAct[]): Uint8Array {
  const bytes = new Uint8Array(recent.length * actBytes);
  const view = new DataView(bytes.buffer);
  for (const [at, act] of recent.entries()) {
    assert(act.sequence <= sequenceMax, `a sequence of ${act.sequence} does not fit thirty bits`);
    bytes.set(ulidToBytes(act.id), at * actBytes);
    view.setUint32(at * actBytes + 16, outcomes.indexOf(act.outcome) * 2 ** 30 + act.sequence);
  }
  return bytes;
}

export function unpackRecent(bytes: Uint8Array): readonly RecentAct[] {
  assert(bytes.length % actBytes === 0, 'packed recent acts have twenty bytes each');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / actBytes }, (_, at) => {
    const word = view.getUint32(at * actBytes + 16);
    const outcome = outcomes[word >>> 30];
    assert(outcome !== undefined, 'a recent act has an outcome');
    return {
      id: bytesToUlid(bytes.subarray(at * actBytes, at * actBytes + 16)) as BidId,
      sequence: sequence(word & sequenceMax),
      outcome,
    };
  });
}
