import { applyLotChange, type Lot, type LotEvent, nextChange } from '@gaveldrop/bidding';
import { cents, epochMs, type RulesId, sequence } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  acceptance,
  afterBids,
  anOpenLot,
  aScheduledLot,
  changed,
  commanded,
  commandId,
  exact,
  hammered,
  maximum,
  plainRules,
  someHead,
  ulidOf,
} from './a-lot.ts';

describe('sequences', () => {
  it('[L3] begin at 1, in the catalogue, with the event that entered the lot', () => {
    expect(aScheduledLot()).toMatchObject({
      ...{ status: 'scheduled', sequence: 1, events: [{ type: 'LotScheduled' }] },
    });
  });

  it('[L3] grow by one a change, however many events it has', () => {
    const lot = anOpenLot();
    const { events } = acceptance(lot, plainRules, exact(1, 1_000, { atMs: 1_059_000 }));
    expect(events.map((event) => event.type)).toEqual(['BidAccepted', 'CloseExtended']);
    const next = changed(lot, ...events);
    expect([lot.sequence, next.sequence]).toEqual([2, 3]);
    expect(next.events).toEqual(events);
  });

  it('[L3] a change that does not follow is a bug', () => {
    const lot = anOpenLot();
    const change = {
      sequence: sequence(4),
      committedAtMs: epochMs(1),
      events: [{ type: 'LotPassed' }],
    } as const;
    expect(() => applyLotChange(lot, change, someHead)).toThrow('does not follow');
    expect(() => applyLotChange(lot, nextChange(lot, epochMs(1), []), someHead)).toThrow(
      'a change has events',
    );
  });
});

describe('events that cannot follow', () => {
  const bid = acceptance(anOpenLot(), plainRules, exact(1, 1_000)).events;
  const paused = commanded(anOpenLot(), plainRules, { command: 'pause', commandId }, 1_020_000);
  const opened: LotEvent = { type: 'LotOpened', commandId, openedAtMs: epochMs(1), suspendedPaddles: [] };
  const resumed: LotEvent = { type: 'LotResumed', commandId };
  const corrected: LotEvent = { type: 'LotCorrected', rulesId: ulidOf(9) as RulesId };

  it.each<readonly [string, Lot, readonly LotEvent[]]>([
    ['a bid on a scheduled lot', aScheduledLot(), bid],
    ['a bid on a paused lot', paused, bid],
    ['opening twice', anOpenLot(), [opened]],
    ['resuming an open lot', anOpenLot(), [resumed]],
    ['correcting an open lot', anOpenLot(), [corrected]],
    ['passing a paused lot', paused, [{ type: 'LotPassed' }]],
    ['a second pause', paused, [{ type: 'LotPaused', commandId }]],
    ['an extension of a scheduled lot', aScheduledLot(), [{ type: 'CloseExtended', closesAtMs: epochMs(1) }]],
  ])('[L1] [L3] %s is a bug', (_, lot, events) => {
    expect(() => changed(lot, ...events)).toThrow('bug');
  });

  it.each(['sold', 'passed', 'withdrawn'])('[L1] nothing ever follows %s', (status) => {
    const finals: Record<string, Lot> = {
      sold: hammered(afterBids(anOpenLot(), plainRules, exact(1, 1_000)), plainRules, 1_061_000),
      passed: hammered(anOpenLot(), plainRules, 1_061_000),
      withdrawn: commanded(aScheduledLot(), plainRules, { command: 'withdraw', commandId, reason: 'r' }, 1),
    };
    const lot = finals[status];
    if (lot === undefined) throw new Error(status);
    for (const event of [...bid, opened, resumed, corrected, { type: 'LotPassed' } as const])
      expect(() => changed(lot, event)).toThrow('for ever [L1]');
  });

  it('[B11] a bid that would lower the price is a bug', () => {
    const lot = afterBids(anOpenLot(), plainRules, exact(1, 2_000));
    const lower = bid.map((event) =>
      event.type === 'BidAccepted' ? { ...event, priceCents: cents(1_999) } : event,
    );
    expect(() => changed(lot, ...lower)).toThrow('a price never falls');
  });
});

describe('correcting', () => {
  it('[L3] a scheduled lot names its newest rules and stays scheduled', () => {
    const lot = changed(aScheduledLot(), { type: 'LotCorrected', rulesId: ulidOf(9) as RulesId });
    expect(lot).toMatchObject({ status: 'scheduled', sequence: 2, rulesId: ulidOf(9) });
  });
});

describe('recent ids', () => {
  it('[B10] are the last eight accepted bids and commands, oldest first, with what they came to', () => {
    const sent = Array.from({ length: 7 }, (_, at) =>
      exact(1 + (at % 2), 1_000 + at * 100, { id: 100 + at }),
    );
    const lot = afterBids(anOpenLot(), plainRules, ...sent);
    expect(lot.recent).toHaveLength(8);
    expect(lot.recent[0]).toEqual({ id: commandId, sequence: 2, outcome: 'done' });
    expect(lot.recent[7]).toEqual({ id: ulidOf(106), sequence: 9, outcome: 'leading' });
    const more = afterBids(lot, plainRules, maximum(3, 9_000, { id: 200 }), exact(1, 5_000, { id: 201 }));
    expect(more.recent).toHaveLength(8);
    expect(more.recent[0]).toEqual({ id: ulidOf(101), sequence: 4, outcome: 'leading' });
    expect(more.recent[7]).toEqual({ id: ulidOf(201), sequence: 11, outcome: 'outbid' });
  });
});
