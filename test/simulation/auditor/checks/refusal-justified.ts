import type { MakeCheck } from '../check.ts';
import { askingOf } from '../expected/asking-of.ts';
import { refusalOf } from '../expected/refusal-of.ts';
import { clockRange, mayBeReceipt } from '../expected/stamps.ts';
import { ruleNumbers } from '../rule-numbers.ts';
import type { GivenAnswer, LotState, LotTrack, World } from '../world.ts';

type Bid = {
  readonly bidId: string;
  readonly lotId: string;
  readonly amountCents: number;
  readonly kind: 'exact' | 'maximum';
  readonly attempt: number;
};

/** How long before its sending a state may have stood to call a bid too low: the copy's age, on a clock that steps. */
const copyAgeMs = ruleNumbers.lotCopyAgeMaxMs + 2 * ruleNumbers.clockSkewMaxMs;

/** [B10] `bid-id-reused` is for an id under which something else was accepted. */
function reuseProblem(track: LotTrack | undefined, bid: Bid, paddle: number | undefined): string | undefined {
  const kept = track?.bids.get(bid.bidId);
  if (kept === undefined) return 'nothing was accepted under that id';
  const same = kept.paddleNumber === paddle && kept.amountCents === bid.amountCents && kept.kind === bid.kind;
  return same ? 'that very bid was accepted' : undefined;
}

/** Whether the state stood at some instant that may have decided, and for what it may. [B9] */
function staleProblem(
  { received }: GivenAnswer,
  bid: Bid,
  code: string,
  state: LotState,
): string | undefined {
  if (state.untilMs >= received.atMs) return undefined;
  if (code !== 'below-asking-price') return `the lot had moved on before the bid came`;
  if (state.untilMs < received.atMs - copyAgeMs) return 'it rests on a copy of the lot that is too old';
  if (bid.attempt > 1) return 'a resend was refused from a copy of the lot';
  return state.stored.leader === undefined ? 'it rests on a copy of the lot that nobody leads' : undefined;
}

/** Why a refusal with this code cannot have been given, or nothing. */
function problemOf(answer: GivenAnswer, bid: Bid, code: string, world: World): string | undefined {
  const { told, handling, received, atMs, clockMs } = answer;
  const principal = received.connected?.principal;
  if (principal === undefined) return 'nobody is known to have asked';
  const track = world.lots.get(bid.lotId);
  if (code === 'bid-id-reused') return reuseProblem(track, bid, principal.paddleNumber);
  if (code === 'lot-unknown') {
    const first = track?.states[0];
    const known = first !== undefined && first.fromMs <= received.atMs;
    return known && first.stored.dropId === principal.dropId ? 'the lot is known' : undefined;
  }
  const receivedAtMs = told.receivedAtMs ?? Number.NaN;
  if (!mayBeReceipt(receivedAtMs, received.stampMs, clockRange(handling, atMs, clockMs)))
    return `its stamp ${received.stampMs} counts as ${receivedAtMs}`;
  const state = track?.bySequence.get(told.sequence ?? Number.NaN);
  if (state === undefined) return `the lot never was at sequence ${told.sequence}`;
  const { stored, agreement } = state;
  if (told.askingPriceCents !== askingOf(stored, agreement)) return 'it names a wrong asking price';
  if (told.lot?.sequence !== told.sequence) return 'it shows another state than it was decided on';
  const stale = staleProblem(answer, bid, code, state);
  if (stale !== undefined) return stale;
  const due = refusalOf(stored, agreement, bid, principal, receivedAtMs);
  if (due === code) return undefined;
  if (due !== undefined) return `${due} comes first`;
  const graceEndMs = (stored.closesAtMs ?? Number.POSITIVE_INFINITY) + ruleNumbers.commitGraceMs;
  if (code === 'lot-closed' && clockMs > graceEndMs) return undefined;
  return 'nothing speaks against the bid';
}

/**
 * [B9] [B10] [C6] Each refusal names a state of its lot that stood between the bid's sending and its answer and is the first
 * thing that speaks against the bid on it. Too low may be said of a state up to `lotCopyAgeMaxMs` old; late, also of a lot
 * whose grace is over.
 */
export const refusalJustified: MakeCheck = () => ({
  name: 'refusal-justified',
  on: {
    answered: (answer, world, report) => {
      const { told, received } = answer;
      if (told.type !== 'bid-answer' || told.outcome !== 'refused') return;
      const bid = received.said as Bid;
      const problem = problemOf(answer, bid, told.code ?? '', world);
      if (problem !== undefined) {
        const rule = told.code === 'lot-closed' ? 'C6' : 'B9';
        report(rule, answer.atMs, `bid ${bid.bidId} was refused ${told.code}: ${problem}`, bid.lotId);
      }
    },
  },
});
