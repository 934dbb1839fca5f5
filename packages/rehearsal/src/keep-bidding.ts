import type { DropClient, DropState } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import type { Cents, LotId, PaddleNumber } from '@gaveldrop/units';
import type { Interest } from './bidder-plan.ts';
import { nextWish, type Wish } from './next-wish.ts';

/** A bid somebody has in mind, and the timer that will make it. */
type Intent = { readonly key: string; readonly timer: NodeJS.Timeout };

/** How much earlier than meant a timer may fire, in milliseconds. */
const timerSlackMs = 20;

/**
 * Has a bidder bid by what they see, until the function returned is called. Each look at a new state may make, keep or drop
 * one intent; when its time has come, they look once more and bid at what is asked then.
 */
export function keepBidding(
  client: DropClient,
  paddleNumber: PaddleNumber,
  interests: ReadonlyMap<LotId, Interest>,
): () => void {
  let intent: Intent | undefined;
  const drop = (): void => {
    clearTimeout(intent?.timer);
    intent = undefined;
  };

  const look = (state: DropState): void => {
    const seen = wishIn(state, paddleNumber, interests);
    if (seen === undefined) {
      drop();
      return;
    }
    const { lot, wish, interest, bidsMade } = seen;
    const { when } = wish;
    const key = `${lot.lotId} ${bidsMade} ${when.kind === 'at' ? when.atMs : 'thinking'}`;
    if (intent?.key === key) return;
    drop();
    const nowMs = client.serverNowMs();
    // Nobody answers what they see at once, whatever time they had meant to bid at.
    const soonestMs = bidsMade === 0 ? nowMs : nowMs + interest.thinkMs / 3;
    const dueAtMs = when.kind === 'at' ? Math.max(when.atMs, soonestMs) : nowMs + interest.thinkMs;
    intent = { key, timer: setTimeout(act, Math.max(0, dueAtMs - nowMs)) };
  };

  const act = (): void => {
    const wanted = intent?.key;
    intent = undefined;
    const state = client.state();
    const seen = wishIn(state, paddleNumber, interests);
    if (seen === undefined || wanted === undefined) return;
    const { lot, wish } = seen;
    // The close may have moved on meanwhile, and with it the moment that was waited for.
    const isEarly = wish.when.kind === 'at' && wish.when.atMs > client.serverNowMs() + timerSlackMs;
    if (isEarly) look(state);
    else client.bid({ lotId: lot.lotId, amountCents: wish.amountCents, kind: wish.kind });
  };

  const unsubscribe = client.subscribe(look);
  look(client.state());
  return () => {
    unsubscribe();
    drop();
  };
}

type Seen = {
  readonly lot: PublicLot;
  readonly wish: Wish;
  readonly interest: Interest;
  readonly bidsMade: number;
};

/** What a bidder wants at a look, or nothing; while a bid of theirs is under way, they wait for its answer. */
function wishIn(
  { lots, bids }: DropState,
  paddleNumber: PaddleNumber,
  interests: ReadonlyMap<LotId, Interest>,
): Seen | undefined {
  const lot = lots.find(({ status }) => status === 'open');
  const interest = lot === undefined ? undefined : interests.get(lot.lotId);
  if (lot === undefined || interest === undefined) return undefined;
  let bidsMade = 0;
  let ownMaximumCents: Cents | undefined;
  for (const bid of bids) {
    if (bid.lotId !== lot.lotId) continue;
    if (bid.state === 'pending') return undefined;
    bidsMade += 1;
    const stands = bid.state === 'leading' || bid.state === 'outbid';
    if (bid.kind === 'maximum' && stands && bid.amountCents > (ownMaximumCents ?? 0))
      ownMaximumCents = bid.amountCents;
  }
  const wish = nextWish(interest, { lot, paddleNumber, bidsMade, ownMaximumCents });
  return wish === undefined ? undefined : { lot, wish, interest, bidsMade };
}
