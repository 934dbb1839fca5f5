import type { ClientMessage } from '@gaveldrop/protocol';
import type { BidId } from '@gaveldrop/units';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DropWorld, lotId, type ServerEnd } from '../../unit/client/drop-world.ts';

/** What the network does to one message or answer. */
type Mishap = 'none' | 'lost' | 'answer-lost' | 'unknown' | 'busy' | 'closed-before' | 'closed-after';
const mishaps = fc.constantFrom<Mishap>(
  ...(['none', 'lost', 'answer-lost', 'unknown', 'busy', 'closed-before', 'closed-after'] as const),
);

/** A saleroom that accepts every bid it gets, once by id, and a network that does to each message what the test says. */
class RoughSaleroom {
  readonly accepted = new Map<BidId, number>();
  readonly attempts = new Map<BidId, number[]>();
  /** When the phone was welcomed. */
  readonly welcomedAtMs: number[] = [];
  private welcomed: ServerEnd | undefined;
  private readonly handled = new Map<ServerEnd, number>();
  private readonly world: DropWorld;
  private readonly ahead: Mishap[];

  constructor(world: DropWorld, ahead: readonly Mishap[]) {
    this.world = world;
    this.ahead = [...ahead];
  }

  /** Opens the newest socket and handles whatever came since. */
  serve(): void {
    const end = this.world.sockets.at(-1);
    if (end === undefined) return;
    if (!this.handled.has(end)) {
      this.handled.set(end, 0);
      end.open();
    }
    for (let at = this.handled.get(end) ?? 0; at < end.received.length; at += 1) {
      this.handled.set(end, at + 1);
      const message = end.received[at];
      if (message !== undefined) this.handle(end, message);
    }
  }

  /** Whether the phone's newest connection was welcomed and stands. */
  hasLivePhone(): boolean {
    return (
      this.welcomed !== undefined &&
      this.welcomed === this.world.sockets.at(-1) &&
      !this.welcomed.closedByPhone
    );
  }

  private handle(end: ServerEnd, message: ClientMessage): void {
    const mishap = this.ahead.shift() ?? 'none';
    if (mishap === 'closed-before') this.cut(end);
    if (mishap === 'lost' || mishap === 'closed-before') return;
    const answer = this.answerTo(message, mishap);
    if (mishap === 'closed-after') this.cut(end);
    if (mishap === 'answer-lost' || mishap === 'closed-after') return;
    if (message.action === 'hello' && !end.closedByPhone) {
      this.welcomed = end;
      this.welcomedAtMs.push(this.world.elapsedMs);
    }
    end.say(answer);
  }

  private cut(end: ServerEnd): void {
    this.welcomed = undefined;
    end.close();
  }

  private answerTo(message: ClientMessage, mishap: Mishap): object {
    const { serverNowMs } = this.world;
    switch (message.action) {
      case 'hello':
        return this.world.welcome({
          pending: message.pending.map(({ bidId }) => ({
            bidId,
            outcome: mishap === 'unknown' ? 'unknown' : this.accepted.has(bidId) ? 'outbid' : 'not-accepted',
          })),
        });
      case 'bid': {
        const { bidId, attempt } = message;
        this.attempts.set(bidId, [...(this.attempts.get(bidId) ?? []), attempt]);
        if (mishap === 'busy') return this.world.answer(bidId, { outcome: 'busy' });
        const sequence = this.accepted.get(bidId) ?? this.accepted.size + 1;
        this.accepted.set(bidId, sequence);
        if (mishap === 'unknown') return this.world.answer(bidId, { outcome: 'unknown' });
        return this.world.answer(bidId, { outcome: 'outbid', sequence });
      }
      default:
        return { type: 'pong', sentAtMs: serverNowMs, serverNowMs, lots: [] };
    }
  }
}

/** A bid as it was given: at which moment, and whether there was a connection for it. */
type Tap = { readonly bidId: BidId; readonly atMs: number; readonly isLive: boolean };

describe('bids on a bad network', () => {
  test('[B10] each gets its one answer, whatever is lost, doubled or cut off on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(mishaps, { maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 10 }),
        async (ahead, tapsMs) => {
          const world = new DropWorld();
          const saleroom = new RoughSaleroom(world, ahead);
          const taps: Tap[] = [];
          world.client.start();
          for (let passedMs = 0; passedMs < 400_000; passedMs += 50) {
            for (const tapMs of tapsMs)
              if (tapMs >= passedMs && tapMs < passedMs + 50)
                taps.push({
                  atMs: passedMs,
                  isLive: saleroom.hasLivePhone(),
                  bidId: world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' }),
                });
            saleroom.serve();
            await world.advance(50);
            if (taps.length === tapsMs.length && isAllSettled(world)) break;
          }
          // Within 30 s of its tap a bid goes out or is not meant any more.
          const sent = taps.filter(
            ({ atMs, isLive }) =>
              isLive || saleroom.welcomedAtMs.some((ms) => ms >= atMs && ms < atMs + 30_000),
          );
          expect(world.client.state().bids.map(({ bidId, state }) => [bidId, state])).toEqual(
            taps.map((tap) => [tap.bidId, sent.includes(tap) ? 'outbid' : 'not-sent']),
          );
          expect([...saleroom.accepted.keys()].sort()).toEqual(sent.map(({ bidId }) => bidId).sort());
          for (const attempts of saleroom.attempts.values())
            expect(new Set(attempts).size).toBe(attempts.length);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

const isAllSettled = (world: DropWorld): boolean =>
  world.client.state().bids.every(({ state }) => state !== 'pending');
