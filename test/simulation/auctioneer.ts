import type { PublicLot } from '@gaveldrop/protocol';
import type { LotId } from '@gaveldrop/units';
import { paddleNumber } from '@gaveldrop/units';
import type { Choices } from './choices.ts';
import { type DropPlan, sellerIds } from './drop-plan.ts';
import type { Phone } from './phone.ts';
import type { World } from './world.ts';

type Command = 'open' | 'pause' | 'resume' | 'hammer' | 'withdraw';

/** How often the auctioneer looks up. */
const looksEveryMs = 200;

/** Somebody who runs the drop: opens its lots, interferes now and then, and at the end brings everything to an end. */
export function createAuctioneer(world: World, phone: Phone, plan: DropPlan, choices: Choices) {
  const { scheduler, saleroom, tell } = world;
  const underway = new Set<LotId>();
  const planned = new Set<LotId>();
  let concluding = false;
  let suspensions = 0;

  const command = (lotId: LotId, what: Command): void => {
    if (underway.has(lotId)) return;
    underway.add(lotId);
    const over = (): void => void underway.delete(lotId);
    const reason = what === 'withdraw' ? { reason: 'damaged' } : {};
    phone
      .client()
      .command({ lotId, command: what, ...reason })
      .then(over, over);
  };

  const suspend = (paddle: number, suspended: boolean): void => {
    suspensions += 1;
    const request = `suspension-${suspensions}`;
    const over = (outcome: 'done' | 'refused' | 'failed'): void =>
      tell({ type: 'suspension-answered', atMs: scheduler.nowMs(), request, outcome });
    tell({
      ...{ type: 'suspension-asked', atMs: scheduler.nowMs(), request, dropId: world.dropId },
      ...{ paddleNumber: paddle, suspended },
    });
    phone
      .request(({ ports }) =>
        saleroom.suspendPaddle(ports, phone.person, world.dropId, paddleNumber(paddle), suspended),
      )
      .then(
        ({ kind }) => over(kind),
        () => over('failed'),
      );
  };

  /** What is going to be done about a lot that has just been seen open. */
  const interfere = (lot: PublicLot): void => {
    const { lotId, closesAtMs } = lot;
    const leftMs = closesAtMs === undefined ? 6_000 : Math.max(0, closesAtMs - scheduler.nowMs());
    const some = (): number =>
      choices.happens(0.5) ? choices.whole(0, leftMs) : Math.max(0, leftMs + choices.whole(-300, 100));
    const later = (ms: number, run: () => void): void => {
      scheduler.after(ms, () => {
        if (!concluding) run();
      });
    };
    if (choices.happens(0.2)) later(some(), () => command(lotId, 'pause'));
    if (choices.happens(0.2)) later(some(), () => command(lotId, 'hammer'));
    if (choices.happens(0.05)) later(some(), () => command(lotId, 'withdraw'));
    if (choices.happens(0.15)) {
      const paddle = choices.whole(1, plan.bidders.length);
      later(some(), () => suspend(paddle, true));
      if (choices.happens(0.6)) later(some() + 500, () => suspend(paddle, false));
    }
    if (choices.happens(0.08)) {
      const paddle = paddleNumber(choices.whole(1, plan.bidders.length));
      const limitCents = choices.happens(0.6) ? choices.pick(plan.amounts) : undefined;
      const change = choices.happens(0.5) ? { limitCents } : { sellerId: choices.pick(sellerIds) };
      later(some(), () => {
        const lost = (): void => undefined;
        phone
          .request(({ ports }) => saleroom.changePaddle(ports, phone.person, world.dropId, paddle, change))
          .then(lost, lost);
      });
    }
    if (closesAtMs === undefined) later(choices.whole(1_000, 4_000), () => command(lotId, 'hammer'));
  };

  const look = (): void => {
    const { lots } = phone.client().state();
    const live = lots.filter(({ status }) => status === 'open' || status === 'paused');
    for (const lot of live) {
      if (lot.status === 'open' && !planned.has(lot.lotId)) {
        planned.add(lot.lotId);
        interfere(lot);
      }
      if (lot.status === 'paused' && (concluding || choices.happens(0.3))) command(lot.lotId, 'resume');
      if (concluding && lot.status === 'open' && lot.closesAtMs === undefined) command(lot.lotId, 'hammer');
    }
    const next = lots.find(({ status, lotId }) => status === 'scheduled' && !underway.has(lotId));
    const room = live.length < (plan.drop.lotsOpenMax ?? 1) || choices.happens(0.05);
    if (!concluding && next !== undefined && room) {
      command(next.lotId, 'open');
      if (choices.happens(0.08)) {
        const paddle = choices.whole(1, plan.bidders.length);
        scheduler.after(choices.whole(0, 30), () => suspend(paddle, choices.happens(0.7)));
      }
    }
    scheduler.after(looksEveryMs, look);
  };
  scheduler.after(looksEveryMs, look);
  return {
    /** From now on only what brings the drop to its end. */
    conclude: (): void => {
      concluding = true;
    },
  };
}
