import { type BidRefusalCode, bidRefusalCodes } from '@gaveldrop/bidding';
import type { RefusalReceipt } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';
import { askingPriceOf, isOver, type LotState } from './lot-state.ts';
import { anyCeiling } from './suppositions.ts';
import { verifierLimits } from './verifier-limits.ts';

export type Judgement =
  | { readonly kind: 'follows' }
  /** What it rests on is not public. */
  | { readonly kind: 'cannot-be-judged'; readonly why: string }
  | { readonly kind: 'does-not-follow'; readonly why: string };

const wrong = (why: string): Judgement => ({ kind: 'does-not-follow', why });
const open = (why: string): Judgement => ({ kind: 'cannot-be-judged', why });

/** Whether a code applied on a state: `why` where that cannot be told from what is public. */
type Applies = boolean | { readonly why: string };

/**
 * Whether a refusal follows from the state it names, by the order in which refusals are looked for. [B9]
 * @param next the state after that one, if there is any.
 */
export function judgeRefusal(
  state: LotState,
  next: LotState | undefined,
  refusal: RefusalReceipt,
): Judgement {
  const { code, askingPriceCents, receivedAtMs } = refusal;
  if (code === 'lot-unknown') return open('which drop the bidder had come to is not public');
  const askingCents = askingPriceOf(state);
  if (askingPriceCents !== askingCents)
    return wrong(
      `it names the asking price ${askingPriceCents ?? 'none'}, and that was ${askingCents ?? 'none'}`,
    );
  const outlivedMs = next === undefined ? 0 : receivedAtMs - next.committedAtMs;
  if (outlivedMs > verifierLimits.stateOutlivedMaxMs)
    return wrong(
      `it was decided on a state that had been over for ${outlivedMs} ms when the bid was received`,
    );
  const laterMs = state.committedAtMs - receivedAtMs;
  if (laterMs > verifierLimits.refusalTimeMaxMs)
    return wrong(`it was decided on a state that came ${laterMs} ms after the bid was received`);
  if (code === 'bid-id-reused')
    return open("only the bidder's own receipts tell which ids were accepted before");

  for (const earlier of bidRefusalCodes.slice(0, bidRefusalCodes.indexOf(code)))
    if (applies(earlier, state, refusal) === true) return wrong(`it should have been ${earlier}`);
  const own = applies(code, state, refusal);
  if (own === false) return wrong(`on that state nothing says ${code}`);
  return own === true ? { kind: 'follows' } : open(own.why);
}

function applies(code: BidRefusalCode, state: LotState, refusal: RefusalReceipt): Applies {
  const { paddleNumber, kind, amountCents, receivedAtMs } = refusal;
  const leads = state.leader !== undefined && state.leader.paddleNumber === paddleNumber;
  switch (code) {
    case 'bid-id-reused':
    case 'lot-unknown':
      return false;
    case 'paddle-not-registered':
      return paddleNumber === undefined;
    case 'paddle-suspended':
      return { why: 'who is suspended is not public' };
    case 'lot-not-open':
      return state.status === 'scheduled' || state.status === 'paused';
    case 'lot-closed': {
      if (isOver(state)) return true;
      if (state.closesAtMs === undefined) return false;
      if (receivedAtMs > state.closesAtMs) return true;
      if (state.closesAtMs - receivedAtMs > verifierLimits.refusalTimeMaxMs) return false;
      return { why: 'received in time; whether it could still be committed in the grace is not public' };
    }
    case 'seller-may-not-bid':
      return { why: "who is tied to a lot's seller is not public" };
    case 'already-leading':
      return leads && kind === 'exact';
    case 'maximum-not-raised': {
      if (!leads || kind === 'exact') return false;
      const ceiling = anyCeiling(state.suppositions);
      if (ceiling === undefined || amountCents <= ceiling.minCents) return true;
      if (amountCents > ceiling.maxCents) return false;
      return { why: "the leader's maximum was not opened" };
    }
    case 'below-asking-price':
      return !leads && amountCents < (askingPriceOf(state) ?? 0);
    case 'above-paddle-limit':
      return { why: "a paddle's limit is not public" };
    default:
      return assertNever(code);
  }
}
