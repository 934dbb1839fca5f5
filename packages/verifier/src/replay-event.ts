import {
  closingProblem,
  commitDeadlineMs,
  fairWarningMs,
  ladderProblem,
  latestClose,
} from '@gaveldrop/bidding';
import type { PublicEvent } from '@gaveldrop/protocol';
import { assertNever, epochMs, limits } from '@gaveldrop/units';
import { isTooLate } from './is-too-late.ts';
import type { Agreed, LotState } from './lot-state.ts';
import { isOver } from './lot-state.ts';
import type { Note } from './problem.ts';
import { firstSuppositions } from './suppositions.ts';
import { verifierLimits } from './verifier-limits.ts';

type Of<Type extends PublicEvent['type']> = Extract<PublicEvent, { type: Type }>;
type At = Pick<LotState, 'sequence' | 'committedAtMs'>;

/** What is agreed makes sense. [B3] [C1] */
export function checkAgreed({ ladder, closing }: Agreed, note: Note): void {
  const wrongLadder = ladderProblem(ladder);
  if (wrongLadder !== undefined) note('B3', `${wrongLadder.field} ${wrongLadder.problem}`);
  const wrongClosing = closingProblem(closing);
  if (wrongClosing !== undefined) note('C1', `${wrongClosing.field} ${wrongClosing.problem}`);
}

/** The lot after any event but a bid; what does not follow is noted. */
export function replayEvent(
  state: LotState,
  at: At,
  event: Exclude<PublicEvent, { type: 'BidAccepted' | 'CloseExtended' }>,
  note: Note,
): LotState {
  if (isOver(state)) note('L1', `the lot was ${state.status} for ever, and yet ${event.type} follows`);
  const next = { ...state, ...at };
  switch (event.type) {
    case 'LotScheduled':
      note('L1', 'a lot is entered once, and first of all');
      return next;
    case 'LotCorrected':
      if (state.status !== 'scheduled') note('L1', `a lot that is ${state.status} is not corrected`);
      checkAgreed(event.agreed, note);
      return { ...next, agreed: event.agreed };
    case 'LotOpened':
      return opened(state, next, event, note);
    case 'LotPaused':
      return paused(state, next, event, note);
    case 'LotResumed':
      return resumed(state, next, event, note);
    case 'HammerCalled':
      return called(state, next, event, note);
    case 'PaddleSuspended':
    case 'PaddleReadmitted':
      if (state.status !== 'open' && state.status !== 'paused')
        note('L5', `on a lot that is ${state.status} nobody is suspended or readmitted`);
      return next;
    case 'LotSold':
      return sold(state, next, event, note);
    case 'LotPassed':
      return passed(state, next, note);
    case 'LotWithdrawn':
      if (state.status === 'open' && isTooLate(state.closesAtMs, at.committedAtMs))
        note('C14', 'the lot was withdrawn after its close, when only the hammer could end it');
      return { ...next, status: 'withdrawn' };
    default:
      return assertNever(event);
  }
}

const said = (ms: number | undefined): string => (ms === undefined ? 'none' : String(ms));

/** Opened once, at the instant it was decided; its closes follow from that and the agreement. [L1] [C1] [C4] */
function opened(
  state: LotState,
  next: LotState,
  { openedAtMs, closesAtMs, latestCloseAtMs }: Of<'LotOpened'>,
  note: Note,
): LotState {
  const { closing, reserveCommitment } = state.agreed;
  if (state.status !== 'scheduled') note('L1', `a lot that is ${state.status} is not opened`);
  if (openedAtMs !== next.committedAtMs)
    note('C1', `the lot was opened at ${openedAtMs}, but that was committed at ${next.committedAtMs}`);
  const { durationMs } = closing;
  const mustClose = durationMs === undefined ? undefined : epochMs(openedAtMs + durationMs);
  if (closesAtMs !== mustClose)
    note('C1', `the first close is ${said(closesAtMs)}, and should be ${said(mustClose)}`);
  const latest = closesAtMs === undefined ? undefined : latestClose(closing, closesAtMs);
  if (latestCloseAtMs !== latest)
    note('C4', `the latest close is ${said(latestCloseAtMs)}, and should be ${said(latest)}`);
  return {
    ...next,
    status: 'open',
    closesAtMs,
    latestCloseAtMs,
    suppositions: firstSuppositions(reserveCommitment !== undefined),
  };
}

/** Paused up to the close, keeping what was left when the command was received. [C10] */
function paused(state: LotState, next: LotState, { remainingMs }: Of<'LotPaused'>, note: Note): LotState {
  const { closesAtMs } = state;
  if (state.status !== 'open') note('C10', `a lot that is ${state.status} is not paused`);
  if (isTooLate(closesAtMs, next.committedAtMs)) note('C10', 'the lot was paused after its close');
  if (closesAtMs === undefined && remainingMs !== undefined)
    note('C10', `${remainingMs} ms are said to be left of a lot without a close`);
  if (closesAtMs !== undefined && remainingMs === undefined)
    note('C10', 'it is not said what was left of the lot');
  if (closesAtMs !== undefined && remainingMs !== undefined) {
    const tookMs = next.committedAtMs - (closesAtMs - remainingMs);
    if (tookMs < -verifierLimits.clocksApartMaxMs || tookMs > verifierLimits.commandTimeMaxMs)
      note(
        'C10',
        `${remainingMs} ms are said to be left until ${closesAtMs}, but the pause was committed at ${next.committedAtMs}`,
      );
  }
  return { ...next, status: 'paused', remainingMs };
}

/** What was left is given back, at least `resumeMinMs`; the latest close moves along. [C10] [C4] */
function resumed(
  state: LotState,
  next: LotState,
  { closesAtMs, latestCloseAtMs }: Of<'LotResumed'>,
  note: Note,
): LotState {
  if (state.status !== 'paused') note('C10', `a lot that is ${state.status} is not resumed`);
  const { remainingMs } = state;
  const mustClose =
    remainingMs === undefined ? undefined : next.committedAtMs + Math.max(remainingMs, limits.resumeMinMs);
  if (closesAtMs !== mustClose)
    note('C10', `the lot resumed with its close at ${said(closesAtMs)}, and should at ${said(mustClose)}`);
  const moved = (closesAtMs ?? 0) - (state.closesAtMs ?? 0);
  const latest = state.latestCloseAtMs === undefined ? undefined : state.latestCloseAtMs + moved;
  if (latestCloseAtMs !== latest)
    note('C4', `the latest close is ${said(latestCloseAtMs)}, and should be ${said(latest)}`);
  return { ...next, status: 'open', remainingMs: undefined, closesAtMs, latestCloseAtMs };
}

/** The hammer command leaves fair warning, and never gives time; without a clock it sets the first close. [C11] [C4] */
function called(
  state: LotState,
  next: LotState,
  { closesAtMs, latestCloseAtMs }: Of<'HammerCalled'>,
  note: Note,
): LotState {
  const { closing } = state.agreed;
  if (state.status !== 'open') note('C11', `on a lot that is ${state.status} the hammer is not called`);
  const mustClose = epochMs(next.committedAtMs + fairWarningMs(closing));
  if (closesAtMs !== mustClose)
    note('C11', `the hammer was called for ${closesAtMs}, and should be for ${mustClose}`);
  if (state.closesAtMs !== undefined && closesAtMs >= state.closesAtMs)
    note('C11', `the hammer was called for ${closesAtMs}, no sooner than the close at ${state.closesAtMs}`);
  const latest = state.closesAtMs === undefined ? latestClose(closing, closesAtMs) : state.latestCloseAtMs;
  if (latestCloseAtMs !== latest)
    note('C4', `the latest close is ${said(latestCloseAtMs)}, and should be ${said(latest)}`);
  return { ...next, closesAtMs, latestCloseAtMs };
}

/** No hammer before close and grace. [C7] */
function checkHammerTime({ status, closesAtMs }: LotState, { committedAtMs }: At, note: Note): void {
  if (status !== 'open') note('C7', `on a lot that is ${status} no hammer falls`);
  const dueAtMs = commitDeadlineMs(closesAtMs);
  if (dueAtMs === undefined) note('C7', 'the hammer fell on a lot without a close');
  else if (committedAtMs < dueAtMs)
    note('C7', `the hammer fell ${dueAtMs - committedAtMs} ms before the close and its grace were over`);
}

/** Sold to the leader at the price. [C7] */
function sold(state: LotState, next: LotState, event: Of<'LotSold'>, note: Note): LotState {
  checkHammerTime(state, next, note);
  const { leader, priceCents } = state;
  if (leader === undefined) note('C7', 'the lot was sold, although nobody had bid');
  else if (event.buyerPaddle !== leader.paddleNumber)
    note('C7', `sold to paddle ${event.buyerPaddle}, although paddle ${leader.paddleNumber} led`);
  if (priceCents !== undefined && event.hammerPriceCents !== priceCents)
    note('C7', `sold at ${event.hammerPriceCents}, although the price was ${priceCents}`);
  // That its reserve is met needs no check: whatever explains the prices may have a reserve that all of them meet.
  return { ...next, status: 'sold' };
}

/** Passed because nobody had bid, or because the price is below the reserve. [C7] */
function passed(state: LotState, next: LotState, note: Note): LotState {
  checkHammerTime(state, next, note);
  const { leader, priceCents = 0, suppositions, agreed } = state;
  const notMet = suppositions.filter(({ reserveCents }) => reserveCents > priceCents);
  if (leader !== undefined && agreed.reserveCommitment === undefined)
    note('C7', `passed, although paddle ${leader.paddleNumber} led and there was no reserve`);
  else if (leader !== undefined && notMet.length === 0)
    note('C7', `passed at ${priceCents}, although the prices before say that the reserve was met`);
  return { ...next, status: 'passed', suppositions: notMet.length > 0 ? notMet : suppositions };
}
