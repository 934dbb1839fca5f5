import type { PublicCatalogueEntry, PublicDrop, PublicLot } from '@gaveldrop/protocol';
import type { Cents } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { usePage } from '../app/page.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import type { Room } from '../app/use-room.ts';
import { useSending } from '../app/use-sending.ts';
import { useServerNow } from '../app/use-server-now.ts';
import { AnswerLine } from './answer-line.tsx';
import { BidButton } from './bid-button.tsx';
import { bidButtonState } from './bid-button-state.ts';
import { acceptedBids, type ListedBid } from './bid-history.ts';
import { MaximumPanel } from './maximum-panel.tsx';
import { ownMaximum } from './own-maximum.ts';
import { ownTotals } from './own-totals.ts';

/** How often the clock is looked at: the button must not offer a bid on a lot that has closed. */
const lookEveryMs = 100;

type BidDockProps = {
  readonly room: Room;
  readonly drop: PublicDrop;
  readonly lot: PublicLot;
  readonly entry: PublicCatalogueEntry | undefined;
  /** This bidder's bids in the drop, newest first. */
  readonly bids: readonly ListedBid[];
  readonly money: (amountCents: number) => string;
};

/** What lies under the thumb: what became of the last bid, the one big button, and the way to leave a maximum. */
export function BidDock({ room, drop, lot, entry, bids, money }: BidDockProps): VNode {
  const { http, session, me, signIn } = usePage();
  const nowMs = useServerNow(room.serverNowMs, lookEveryMs);
  const joining = useSending();
  const { paddleNumber, live } = room;

  const state = bidButtonState({
    lot,
    nowMs,
    signedIn: session !== undefined,
    paddleNumber,
    connection: live?.state.connection.kind ?? 'connecting',
    ownLot: me !== undefined && entry?.sellerId === me.userId,
    bids: room.bids,
  });
  const bid = (kind: 'exact' | 'maximum', amountCents: Cents): void => {
    live?.client.bid({ lotId: lot.lotId, amountCents, kind });
  };
  const join = (): void => {
    void joining.send(async () => {
      await http.register(drop.dropId);
      room.rejoin();
    });
  };
  const lastBid = room.bids.findLast(({ lotId }) => lotId === lot.lotId);
  const totalOf = ownTotals(drop, entry, money);
  return (
    <footer class="dock">
      <div class="dock-content">
        <TroubleNote trouble={joining.trouble} />
        <AnswerLine bid={lastBid} lot={lot} paddleNumber={paddleNumber} money={money} />
        <BidButton
          state={state}
          money={money}
          totalOf={totalOf}
          onBid={(amountCents) => bid('exact', amountCents)}
          onSignIn={signIn}
          onJoin={join}
        />
        {paddleNumber === undefined ? null : (
          <MaximumPanel
            lot={lot}
            currency={drop.currency}
            paddleNumber={paddleNumber}
            standing={ownMaximum(acceptedBids(bids), lot, paddleNumber)}
            mayBid={state.kind === 'bid' || state.kind === 'leading'}
            totalOf={totalOf}
            onBid={(amountCents) => bid('maximum', amountCents)}
          />
        )}
      </div>
    </footer>
  );
}
