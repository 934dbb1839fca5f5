import { extendedClose } from '@gaveldrop/bidding';
import type { PublicEvent } from '@gaveldrop/protocol';
import { type EpochMs, limits } from '@gaveldrop/units';
import type { PricedBid } from './ceilings-after-bid.ts';
import { isTooLate } from './is-too-late.ts';
import { askingPriceOf, type LotState } from './lot-state.ts';
import type { Note, RuleName } from './problem.ts';
import { anyCeiling, explainedByReserve, suppositionsAfterBid, takenOnTrust } from './suppositions.ts';
import { verifierLimits } from './verifier-limits.ts';

export type BidEvent = Extract<PublicEvent, { type: 'BidAccepted' }>;
type ExtendedEvent = Extract<PublicEvent, { type: 'CloseExtended' }>;

/** The lot after an accepted bid and the extension committed with it, if any; what does not follow is noted. */
export function replayBid(
  state: LotState,
  at: Pick<LotState, 'sequence' | 'committedAtMs'>,
  bid: BidEvent,
  extension: ExtendedEvent | undefined,
  openedCents: number | undefined,
  note: Note,
): LotState {
  if (state.status !== 'open') note('L1', `a bid was accepted while the lot was ${state.status}`);
  checkForm(bid, note);
  checkTime(state, at.committedAtMs, bid, note);

  const { paddleNumber, kind, outcome, priceCents, receivedAtMs } = bid;
  const raises = state.leader?.paddleNumber === paddleNumber;
  const amountCents = kind === 'exact' ? bid.amountCents : openedCents;
  const priced: PricedBid = { kind, amountCents, outcome, priceCents, raises };
  const suppositions = explain(state, priced, paddleNumber, note);

  const moves = !raises || priceCents !== state.priceCents;
  checkExtension(state, receivedAtMs, moves, extension, note);
  const extended = extension === undefined ? {} : { closesAtMs: extension.closesAtMs };
  return {
    ...state,
    ...at,
    ...extended,
    extensions: state.extensions + (extension === undefined ? 0 : 1),
    priceCents,
    leader: outcome === 'leading' ? { paddleNumber, bidSequence: at.sequence } : state.leader,
    suppositions,
  };
}

/** An exact bid names its amount, a maximum commits to it. [L4] */
function checkForm({ kind, amountCents, amountCommitment }: BidEvent, note: Note): void {
  const named = amountCents !== undefined;
  const committed = amountCommitment !== undefined;
  if (kind === 'exact' && (!named || committed))
    note('L4', 'an exact bid must name its amount, and commit to none');
  if (kind === 'maximum' && (named || !committed))
    note('L4', 'a maximum must commit to its amount, and not name it');
}

/** In time by its stamp, stamped about when it was committed, and committed in the grace. [B2] [C6] */
function checkTime(
  { closesAtMs }: LotState,
  committedAtMs: EpochMs,
  { receivedAtMs }: BidEvent,
  note: Note,
): void {
  const tookMs = committedAtMs - receivedAtMs;
  if (tookMs < -verifierLimits.clocksApartMaxMs)
    note('B2', `the bid was received ${-tookMs} ms after it was committed`);
  if (tookMs > limits.commitTimeMaxMs + verifierLimits.clocksApartMaxMs)
    note(
      'B2',
      `the bid was committed ${tookMs} ms after it was received, which is longer than any bid is worked on`,
    );
  if (closesAtMs === undefined) return;
  if (receivedAtMs > closesAtMs)
    note('C6', `the bid was received ${receivedAtMs - closesAtMs} ms after the close at ${closesAtMs}`);
  if (isTooLate(closesAtMs, committedAtMs))
    note(
      'C6',
      `the bid was committed ${committedAtMs - closesAtMs} ms after the close at ${closesAtMs}, past the grace`,
    );
}

/** What may be behind outcome and price; what nothing can be behind is noted under the rule it breaks. */
function explain(state: LotState, bid: PricedBid, paddleNumber: number, note: Note) {
  const { suppositions, priceCents, agreed } = state;
  const askingCents = askingPriceOf(state) ?? agreed.startPriceCents;
  const met = { ladder: agreed.ladder, askingCents, priceCents };
  const left = suppositionsAfterBid(met, suppositions, bid);
  if (left.length > 0) return left;
  const [rule, why] = brokenRule(state, askingCents, bid);
  const standing =
    state.leader === undefined
      ? `nobody led, and ${askingCents} was asked`
      : `paddle ${state.leader.paddleNumber} led at ${priceCents} with a ceiling ${ceilingWords(state)}, and ${askingCents} was asked`;
  const amount = bid.amountCents === undefined ? 'unopened' : `of ${bid.amountCents}`;
  note(
    rule,
    `${why}: paddle ${paddleNumber}'s ${bid.kind} bid ${amount} is said to be ${bid.outcome} at ${bid.priceCents}; ${standing}`,
  );
  return takenOnTrust(suppositions, bid);
}

function ceilingWords({ suppositions }: LotState): string {
  const span = anyCeiling(suppositions);
  if (span === undefined) return 'that is unknown';
  if (span.minCents === span.maxCents) return `of ${span.minCents}`;
  return span.maxCents === limits.amountCentsMax
    ? `of ${span.minCents} or more`
    : `from ${span.minCents} to ${span.maxCents}`;
}

function brokenRule(state: LotState, askingCents: number, bid: PricedBid): readonly [RuleName, string] {
  const { kind, amountCents, outcome, priceCents, raises } = bid;
  if (state.priceCents !== undefined && priceCents < state.priceCents) return ['B11', 'a price never falls'];
  if (raises && kind === 'exact') return ['B6', 'a leader does not bid an exact amount'];
  if (raises && outcome === 'outbid') return ['B6', 'a leader is not outbid by a raise'];
  if (!raises && amountCents !== undefined && amountCents < askingCents)
    return ['B3', 'the bid is below the asking price'];
  const met = { ladder: state.agreed.ladder, askingCents, priceCents: state.priceCents };
  const reserved = state.agreed.reserveCommitment !== undefined;
  if (reserved && explainedByReserve(met, state.suppositions, bid))
    return ['B7', `only a reserve of ${priceCents} would explain it, and the prices before tell of another`];
  if (raises) return ['B6', 'no raise comes to this'];
  if (kind === 'exact' && outcome === 'leading') return ['B4', 'no exact bid comes to this'];
  return ['B5', 'no ceilings come to this'];
}

/** The close moved exactly as the agreement says it must. [C2] [C3] [C4] [C5] */
function checkExtension(
  { closesAtMs, latestCloseAtMs, agreed, extensions }: LotState,
  receivedAtMs: EpochMs,
  moves: boolean,
  extension: ExtendedEvent | undefined,
  note: Note,
): void {
  if (closesAtMs === undefined || receivedAtMs > closesAtMs) {
    if (extension !== undefined) note('C2', 'the close was extended, although there was none to extend');
    return;
  }
  const must = extendedClose(agreed.closing, closesAtMs, latestCloseAtMs, extensions, receivedAtMs);
  const found = extension?.closesAtMs;
  if (!moves) {
    if (found !== undefined) note('C5', 'the close was extended by a raise that moved nothing');
    return;
  }
  if (must === found) return;
  if (must === undefined) note('C2', `the close was extended to ${found}, which the bid does not do`);
  else if (found === undefined) note('C2', `the close was not extended, and should be at ${must}`);
  else note('C2', `the close was extended to ${found}, and should be at ${must}`);
}
