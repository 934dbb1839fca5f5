import type { DropId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { ConnectionBadge } from '../app/connection-badge.tsx';
import { ConnectionNote } from '../app/connection-note.tsx';
import { LotChoice } from '../app/lot-choice.tsx';
import { SessionNote } from '../app/session-note.tsx';
import { TopBar } from '../app/top-bar.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useLotInView } from '../app/use-lot-in-view.ts';
import { useRoom } from '../app/use-room.ts';
import { formatMoney } from '../money/format-money.ts';
import { BidDock } from './bid-dock.tsx';
import { bidHistory } from './bid-history.ts';
import { LotStage } from './lot-stage.tsx';
import { NoLot } from './no-lot.tsx';
import { OwnBids } from './own-bids.tsx';
import { ReceiptsCard } from './receipts-card.tsx';
import { Results } from './results.tsx';
import { UpcomingLots } from './upcoming-lots.tsx';
import { useOutbidVibration } from './use-outbid-vibration.ts';
import { useProofs } from './use-proofs.ts';
import { useReceipts } from './use-receipts.ts';
import { VibrationChoice } from './vibration-choice.tsx';

/** One drop, from a bidder's side. */
export function DropRoom({ dropId }: { readonly dropId: DropId }): VNode {
  const room = useRoom(dropId);
  const { drop, catalogue, lots, connection, paddleNumber, serverNowMs } = room;
  const { lot, live, choose } = useLotInView(lots, serverNowMs);
  const receipts = useReceipts(dropId, paddleNumber);
  const kept = useProofs(dropId, room);
  useOutbidVibration(lot, paddleNumber);

  const money = (amountCents: number): string => formatMoney(amountCents, drop?.currency ?? 'USD');
  const bids = bidHistory(receipts, room.bids);
  const entry = catalogue.find(({ lotId }) => lotId === lot?.lotId);
  return (
    <>
      <TopBar title={drop?.title ?? 'Drop'} backTo="#/">
        <ConnectionBadge connection={connection} live={room.live} />
      </TopBar>
      <main class="page room">
        <SessionNote />
        <ConnectionNote connection={connection} />
        <TroubleNote trouble={room.trouble} onRetry={room.readAgain} />
        {drop === undefined ? (
          <p class="quiet">Coming in…</p>
        ) : (
          <>
            <LotChoice live={live} shown={lot} onChoose={choose} />
            {lot === undefined ? (
              <NoLot any={lots.length > 0} />
            ) : (
              <LotStage
                lot={lot}
                entry={entry}
                paddleNumber={paddleNumber}
                money={money}
                serverNowMs={serverNowMs}
              />
            )}
            <OwnBids lot={lot} bids={bids} money={money} />
            <UpcomingLots lots={lots} catalogue={catalogue} shown={lot} money={money} />
            <Results lots={lots} catalogue={catalogue} paddleNumber={paddleNumber} money={money} />
            <ReceiptsCard dropId={dropId} room={room} receipts={receipts} kept={kept} money={money} />
            <VibrationChoice />
          </>
        )}
      </main>
      {drop === undefined || lot === undefined ? null : (
        <BidDock room={room} drop={drop} lot={lot} entry={entry} bids={bids} money={money} />
      )}
    </>
  );
}
