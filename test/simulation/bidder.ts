import type { PublicLot } from '@gaveldrop/protocol';
import { type Cents, cents, type LotId, limits } from '@gaveldrop/units';
import type { Choices } from './choices.ts';
import type { DropPlan } from './drop-plan.ts';
import type { Phone } from './phone.ts';
import type { World } from './world.ts';

/** About how long a tap takes to the saleroom on a good day: whoever aims reckons with it. */
const wayThereMs = 14;

/** Taps of one bidder on one lot. */
const tapsMax = 12;

/** Somebody who bids: at the opening, in answer to others, and above all around the close. */
export function createBidder(world: World, phone: Phone, plan: DropPlan, choices: Choices): void {
  const { scheduler } = world;
  const taps = new Map<LotId, number>();
  const aimedAt = new Map<LotId, number>();
  const eager = choices.unit();
  const { theme } = plan;
  const sniper = theme.sniping * (0.5 + 0.5 * choices.unit());

  const amountFor = (lot: PublicLot): { amountCents: Cents; kind: 'exact' | 'maximum' } => {
    const asking: number = lot.askingPriceCents ?? (lot.priceCents ?? 1) + 1;
    const kind = choices.happens(0.5) ? 'exact' : 'maximum';
    const some = (amount: number, as: 'exact' | 'maximum' = kind) => ({
      amountCents: cents(Math.max(1, Math.min(amount, limits.amountCentsMax))),
      kind: as,
    });
    const thought = choices.pick(plan.amounts);
    const leads = lot.leadingPaddle === phone.client().state().you?.paddleNumber;
    if (leads && choices.happens(0.7))
      return some(Math.max(thought, asking) + choices.whole(0, 300), 'maximum');
    if (choices.happens(theme.tooLow)) return some(asking - choices.whole(1, 120));
    if (choices.happens(theme.climbing)) return some(asking + choices.pick([0, 0, 0, 1, 100]));
    const way = choices.unit();
    if (way < 0.55) return some(thought >= asking ? thought : asking, 'maximum');
    if (way < 0.75) return some(thought >= asking ? thought : asking);
    if (way < 0.87) return some(asking + choices.whole(0, 3));
    if (way < 0.92) return some(asking * choices.whole(2, 20));
    return some(lot.priceCents ?? asking);
  };

  const tap = (lotId: LotId): void => {
    const tapped = taps.get(lotId) ?? 0;
    if (tapped >= tapsMax) return;
    const client = phone.client();
    const lot = client.state().lots.find((one) => one.lotId === lotId);
    if (lot === undefined) return;
    if (lot.status !== 'open' && !choices.happens(0.3)) return;
    taps.set(lotId, tapped + 1);
    const bid = { lotId, ...amountFor(lot) };
    client.bid(bid);
    if (choices.happens(0.05)) client.bid(bid);
  };
  const tapIn = (lotId: LotId, ms: number): void => {
    scheduler.after(ms, () => tap(lotId));
  };

  /** Taps meant to arrive about the close, as far as this phone knows it. */
  const aim = (lot: PublicLot): void => {
    if (lot.closesAtMs === undefined || aimedAt.get(lot.lotId) === lot.closesAtMs) return;
    const first = !aimedAt.has(lot.lotId);
    aimedAt.set(lot.lotId, lot.closesAtMs);
    const shots = choices.happens(first ? sniper : sniper / 2) ? choices.whole(1, 3) : 0;
    for (let shot = 0; shot < shots; shot += 1) {
      const about = choices.pick([
        () => choices.whole(-60, 20),
        () => choices.whole(-20, 5),
        () => choices.whole(-300, 0),
        () => choices.whole(-800, 0),
        () => choices.whole(-1_500, 600),
      ])();
      const inMs = lot.closesAtMs + about - wayThereMs - scheduler.nowMs();
      if (inMs >= 0) tapIn(lot.lotId, inMs);
    }
  };

  let seen: readonly PublicLot[] = [];
  phone.onState(({ lots }) => {
    if (lots === seen) return;
    const before = new Map(seen.map((lot) => [lot.lotId, lot]));
    seen = lots;
    for (const lot of lots) {
      const was = before.get(lot.lotId);
      if (was === lot) continue;
      if (lot.status === 'open') {
        aim(lot);
        if (was?.status !== 'open') {
          const early = choices.whole(0, theme.earlyMax);
          for (let nth = 0; nth < early; nth += 1) tapIn(lot.lotId, choices.whole(0, 800));
          // By the server's clock, so that it is the same instant on every phone.
          const openedAtMs = lot.openedAtMs ?? scheduler.nowMs();
          for (const rushMs of plan.rushesMs) {
            const inMs =
              openedAtMs +
              rushMs +
              choices.whole(-theme.rushSpreadMs, theme.rushSpreadMs) -
              scheduler.nowMs();
            if (inMs >= 0 && choices.happens(0.75)) tapIn(lot.lotId, inMs);
          }
        } else if (was.leadingPaddle !== lot.leadingPaddle && choices.happens(eager * 0.6)) {
          tapIn(lot.lotId, choices.pick([choices.whole(0, 30), choices.whole(50, 700)]));
        }
      } else if (choices.happens(0.1)) tapIn(lot.lotId, choices.whole(0, 500));
    }
  });
}
