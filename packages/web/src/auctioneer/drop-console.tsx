import type { DropId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { ConnectionBadge } from '../app/connection-badge.tsx';
import { ConnectionNote } from '../app/connection-note.tsx';
import { LotChoice } from '../app/lot-choice.tsx';
import { usePage } from '../app/page.tsx';
import { SessionNote } from '../app/session-note.tsx';
import { TopBar } from '../app/top-bar.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useLotInView } from '../app/use-lot-in-view.ts';
import { useRoom } from '../app/use-room.ts';
import { formatMoney } from '../money/format-money.ts';
import { CatalogueTable } from './catalogue-table.tsx';
import { ChangeLog } from './change-log.tsx';
import { LotBlock } from './lot-block.tsx';
import { NewLotForm } from './new-lot-form.tsx';
import { PaddleList } from './paddle-list.tsx';
import { useChangeLines } from './use-change-lines.ts';

/** One drop, from the rostrum. */
export function DropConsole({ dropId }: { readonly dropId: DropId }): VNode {
  const { me } = usePage();
  const room = useRoom(dropId);
  const { drop, catalogue, lots, connection, live, serverNowMs } = room;
  const { lot, live: liveLots, choose } = useLotInView(lots, serverNowMs);
  const money = (amountCents: number): string => formatMoney(amountCents, drop?.currency ?? 'USD');
  const lines = useChangeLines(lots, money);
  return (
    <>
      <TopBar title={drop?.title ?? 'Drop'} backTo="#/">
        <ConnectionBadge connection={connection} live={room.live} />
      </TopBar>
      <main class="page page-wide">
        <SessionNote />
        <ConnectionNote connection={connection} />
        <TroubleNote trouble={room.trouble} onRetry={room.readAgain} />
        {drop === undefined ? (
          <p class="quiet">Coming in…</p>
        ) : (
          <>
            {me !== undefined && drop.auctioneers.includes(me.userId) ? null : (
              <p class="note">You may watch this drop, but you do not run it.</p>
            )}
            <LotChoice live={liveLots} shown={lot} onChoose={choose} />
            <div class="console">
              <div class="console-part">
                <LotBlock
                  lot={lot}
                  entry={catalogue.find(({ lotId }) => lotId === lot?.lotId)}
                  client={live?.client}
                  money={money}
                  serverNowMs={serverNowMs}
                />
                <ChangeLog lines={lines} />
              </div>
              <div class="console-part">
                <CatalogueTable lots={lots} catalogue={catalogue} client={live?.client} money={money} />
                <NewLotForm drop={drop} onAdded={room.readAgain} />
                <PaddleList dropId={dropId} currency={drop.currency} />
              </div>
            </div>
          </>
        )}
      </main>
    </>
  );
}
