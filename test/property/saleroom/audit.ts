import { applyLotChange, type Lot, type LotEvent } from '@gaveldrop/bidding';
import { readHistory } from '@gaveldrop/saleroom';
import { expect } from 'vitest';
import { dropId, lotId, outcomeOf, type Saleroom, seq } from '../../unit/saleroom/a-saleroom.ts';
import { headOf } from '../../unit/saleroom/recomputed-seals.ts';
import { isOpenEnded, type Tried } from './racing-bidder.ts';

const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const isBid = (event: LotEvent) => event.type === 'BidAccepted';

/** Every change of the lot, in the order it was committed. */
export const logOf = (room: Saleroom): readonly Lot[] =>
  room.stored.images.map(({ after }) => after).filter((lot) => lot.lotId === lotId);

/** What must hold of any log, whatever the order of things was. */
export function auditLog(room: Saleroom): void {
  const log = logOf(room);
  expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, at) => at + 1));
  let [price, folded] = [0, log[0]];
  for (const lot of log.slice(1)) {
    if (folded === undefined) throw new Error('a log begins');
    const { sequence, committedAtMs, events, chainHead } = lot;
    folded = stored(applyLotChange(folded, { sequence, committedAtMs, events }, chainHead));
    expect(folded).toEqual(lot);
    const now = lot.status === 'scheduled' ? 0 : (lot.priceCents ?? 0);
    expect(now).toBeGreaterThanOrEqual(price);
    price = now;
  }
}

/** What must hold of the history that anyone can read, once the stream has told everything. */
export async function auditHistory(room: Saleroom): Promise<void> {
  const ports = { ...room.ports, history: room.heard, lots: room.stored };
  const history = outcomeOf(await readHistory(ports, dropId, lotId, seq(0)));
  const last = logOf(room).at(-1);
  expect(history.entries.at(-1)?.sequence).toBe(last?.sequence);
  expect(headOf(history)).toBe(last?.chainHead);
}

/** What must hold between what was answered and what happened, once every bid has its last answer. */
export function auditAnswers(room: Saleroom, bids: readonly Tried[]): void {
  const accepted = logOf(room).flatMap(({ sequence, events }) =>
    events.filter(isBid).map((event) => ({ sequence, event })),
  );
  for (const { bidId, answers } of bids) {
    const kept = accepted.filter(({ event }) => event.type === 'BidAccepted' && event.bidId === bidId);
    expect(kept.length).toBeLessThanOrEqual(1);
    const last = answers.at(-1);
    if (last === undefined) throw new Error('a bid has been answered');
    expect(isOpenEnded(last)).toBe(false);
    const held = kept.map(({ event, sequence }) =>
      event.type === 'BidAccepted' ? [event.outcome, sequence] : [],
    );
    for (const answer of answers) {
      if (isOpenEnded(answer) || answer.outcome === 'refused') continue;
      expect(held).toEqual([[answer.outcome, answer.sequence]]);
      expect(answer.lot?.sequence).toBeGreaterThanOrEqual(answer.sequence ?? 0);
    }
    // A refusal speaks for its sending and those before it: a later one is decided afresh.
    if (last.outcome === 'refused') expect(held).toEqual([]);
  }
  const known = new Set(bids.map(({ bidId }) => bidId));
  for (const { event } of accepted)
    if (event.type === 'BidAccepted') expect(known.has(event.bidId)).toBe(true);
}
