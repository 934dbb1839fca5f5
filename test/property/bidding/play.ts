import {
  applyLotChange,
  askingPriceCents,
  commitDeadlineMs,
  decideBid,
  decideCommand,
  decideHammer,
  decideSuspension,
  type Lot,
  type LotChange,
  type LotEvent,
  type LotRules,
  nextChange,
} from '@gaveldrop/bidding';
import {
  type BidId,
  type CommandId,
  cents,
  type EpochMs,
  epochMs,
  paddleNumber,
  type UserId,
} from '@gaveldrop/units';
import { aScheduledLot, dropId, openedAtMs, sellerId, someHead, ulidOf } from '../../unit/bidding/a-lot.ts';
import type { Edge, Step } from './arbitrary-steps.ts';

/** One step and what it did: the lot before and after, and the change between them if there was one. */
export type Played = {
  readonly step: Step | 'open';
  readonly before: Lot;
  readonly after: Lot;
  readonly change: LotChange | undefined;
  readonly nowMs: EpochMs;
};

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

function amountAt(lot: Lot, rules: LotRules, edge: Edge, more: number): number {
  const leader = 'leader' in lot ? lot.leader : undefined;
  const price = 'priceCents' in lot ? lot.priceCents : undefined;
  const edges: Record<Edge, number | undefined> = {
    asking: askingPriceCents(lot, rules),
    price,
    ceiling: leader?.ceilingCents,
    reserve: rules.reserveCents,
    limit: 300,
  };
  return Math.max(1, (edges[edge] ?? rules.startPriceCents) + more);
}

/** The events a step leads to on a lot; none when it is refused or has nothing to do. */
function eventsOf(lot: Lot, rules: LotRules, step: Step, nowMs: EpochMs, nth: number): readonly LotEvent[] {
  const receivedAtMs = epochMs(nowMs - step.agoMs);
  const commandId = ulidOf(2_000 + nth) as CommandId;
  switch (step.what) {
    case 'bid': {
      const deadlineMs = lot.status === 'open' ? commitDeadlineMs(lot.closesAtMs) : undefined;
      if (deadlineMs !== undefined && nowMs > deadlineMs) return [];
      const bid = {
        bidId: ulidOf(1_000 + nth) as BidId,
        amountCents: cents(amountAt(lot, rules, step.edge, step.more)),
        kind: step.kind,
      };
      const bidder = {
        dropId,
        paddleNumber: paddleNumber(step.paddle),
        limitCents: step.limit === undefined ? undefined : cents(step.limit),
        sellerIds: [`user-${step.paddle}` as UserId, ...(step.seller ? [sellerId] : [])],
      };
      const decision = decideBid(lot, rules, bid, bidder, receivedAtMs);
      return decision.kind === 'accepted' ? decision.events : [];
    }
    case 'suspend':
    case 'readmit':
      return decideSuspension(lot, paddleNumber(step.paddle), step.what === 'suspend');
    case 'hammer': {
      const decision = decideHammer(lot, rules, nowMs);
      return decision.kind === 'falls' ? decision.events : [];
    }
    default: {
      const command =
        step.what === 'withdraw'
          ? { command: step.what, commandId, reason: 'withdrawn' }
          : { command: step.what === 'call' ? ('hammer' as const) : step.what, commandId };
      const decision = decideCommand(lot, rules, command, receivedAtMs, nowMs);
      return decision.kind === 'done' ? decision.events : [];
    }
  }
}

/** Opens a lot and plays the steps on it. Nothing handed to the rules can be changed by them: all is frozen. */
export function play(rules: LotRules, steps: readonly Step[]): readonly Played[] {
  frozen(rules);
  let lot: Lot = frozen(aScheduledLot() as Lot);
  let nowMs = openedAtMs;
  const played: Played[] = [];
  const take = (step: Step | 'open', events: readonly LotEvent[]): void => {
    const change = events.length === 0 ? undefined : frozen(nextChange(lot, nowMs, events));
    const after = change === undefined ? lot : frozen(applyLotChange(lot, change, someHead));
    played.push({ step, before: lot, after, change, nowMs });
    lot = after;
  };
  const open = { command: 'open', commandId: ulidOf(1_999) as CommandId, suspendedPaddles: [] } as const;
  const opened = decideCommand(lot, rules, open, nowMs, nowMs);
  take('open', opened.kind === 'done' ? opened.events : []);
  for (const [nth, step] of steps.entries()) {
    nowMs = epochMs(nowMs + step.afterMs);
    take(step, eventsOf(lot, rules, step, nowMs, nth));
  }
  return played;
}

/** Every bid that was accepted, in the order of commits. */
export const acceptedIn = (played: readonly Played[]) =>
  played.flatMap(({ change }) =>
    (change?.events ?? []).flatMap((event) => (event.type === 'BidAccepted' ? [event] : [])),
  );
