import type { PaddleForAuctioneer } from '@gaveldrop/protocol';
import type { DropId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { usePage } from '../app/page.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useSending } from '../app/use-sending.ts';
import { formatMoney } from '../money/format-money.ts';
import { LimitSheet } from './limit-sheet.tsx';
import { SellerSheet } from './seller-sheet.tsx';

type PaddleRowProps = {
  readonly dropId: DropId;
  readonly paddle: PaddleForAuctioneer;
  readonly currency: string;
  readonly onChanged: () => void;
};

/** One paddle: who it is, whether it may bid, and up to what. [L5] [B8] */
export function PaddleRow({ dropId, paddle, currency, onChanged }: PaddleRowProps): VNode {
  const { http } = usePage();
  const { busy, trouble, send } = useSending();
  const [sheet, setSheet] = useState<'limit' | 'seller'>();
  const { paddleNumber, userId, name, suspended, limitCents, sellerId } = paddle;
  const change = (request: () => Promise<unknown>): void => {
    void send(async () => {
      await request();
      onChanged();
    });
  };
  const close = (): void => setSheet(undefined);
  return (
    <li class="paddle-row">
      <div>
        <strong>Paddle {paddleNumber}</strong> {name ?? userId}
        {suspended ? <span class="badge badge-bad">Suspended</span> : null}
        <p class="quiet small">
          {name === undefined ? '' : `${userId} · `}
          {limitCents === undefined ? 'no limit' : `bids up to ${formatMoney(limitCents, currency)}`}
          {sellerId === undefined ? '' : ` · tied to seller ${sellerId}`}
        </p>
      </div>
      <div class="button-row">
        <button
          class={suspended ? 'button' : 'button button-danger'}
          type="button"
          disabled={busy}
          onClick={() => change(() => http.suspendPaddle(dropId, paddleNumber, !suspended))}
        >
          {suspended ? 'Readmit' : 'Suspend'}
        </button>
        <button class="button" type="button" disabled={busy} onClick={() => setSheet('limit')}>
          Limit…
        </button>
        <button class="button" type="button" disabled={busy} onClick={() => setSheet('seller')}>
          Tie to a seller…
        </button>
      </div>
      <TroubleNote trouble={trouble} />
      {sheet === 'limit' ? (
        <LimitSheet
          paddle={paddle}
          currency={currency}
          onLimit={(cents) => change(() => http.limitPaddle(dropId, paddleNumber, cents))}
          onClose={close}
        />
      ) : null}
      {sheet === 'seller' ? (
        <SellerSheet
          paddle={paddle}
          onTie={(seller) => change(() => http.tiePaddle(dropId, paddleNumber, seller))}
          onClose={close}
        />
      ) : null}
    </li>
  );
}
