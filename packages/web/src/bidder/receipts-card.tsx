import type { KeptProofs } from '@gaveldrop/client';
import type { HeadsFile, Receipt, ReceiptsFile } from '@gaveldrop/protocol';
import type { DropId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { usePage } from '../app/page.tsx';
import { saveText } from '../app/save-text.ts';
import { TroubleNote } from '../app/trouble-note.tsx';
import type { Room } from '../app/use-room.ts';
import { useSending } from '../app/use-sending.ts';
import { ClosedLots } from './closed-lots.tsx';
import { ownRefusals, receiptLines } from './receipt-lines.ts';
import { ReceiptList } from './receipt-list.tsx';

type ReceiptsCardProps = {
  readonly dropId: DropId;
  readonly room: Room;
  readonly receipts: readonly Receipt[];
  readonly kept: KeptProofs;
  readonly money: (amountCents: number) => string;
};

const save = (value: unknown, fileName: string): void =>
  saveText(JSON.stringify(value), 'application/json', fileName);

/** What proves to this bidder, and to anybody, how the drop went: closed up until it is asked for. */
export function ReceiptsCard({ dropId, room, receipts, kept, money }: ReceiptsCardProps): VNode {
  const { http } = usePage();
  const { busy, trouble, send } = useSending();
  const { paddleNumber, bids, lots } = room;
  const refusals = ownRefusals(kept.refusals, paddleNumber);
  const saveReceipts = (): void => {
    void send(async () => {
      const file: ReceiptsFile = { receipts: [...(await http.receipts(dropId))], refusals: [...refusals] };
      save(file, 'receipts.json');
    });
  };
  const saveHeads = (): void => {
    const file: HeadsFile = { lots: [...kept.heads] };
    save(file, 'heads.json');
  };
  const saveKeys = (): void => {
    void send(async () => save(await http.keys(), 'keys.json'));
  };
  return (
    <details class="card proofs">
      <summary>Receipts and histories</summary>
      <div class="proofs-content">
        <p class="quiet small">
          Every accepted bid stands in its lot’s public history; a refused one is signed and kept on this
          phone only. With these files anybody can check a lot offline.
        </p>
        {paddleNumber === undefined ? null : (
          <section aria-labelledby="my-receipts">
            <h3 id="my-receipts">My bids</h3>
            <ReceiptList lines={receiptLines(receipts, bids, refusals, lots)} money={money} />
          </section>
        )}
        <section aria-labelledby="closed-lots">
          <h3 id="closed-lots">Lots that are over</h3>
          <ClosedLots dropId={dropId} lots={lots} heads={kept.heads} />
        </section>
        <div class="button-row">
          {paddleNumber === undefined ? null : (
            <button class="button" type="button" disabled={busy} onClick={saveReceipts}>
              Save my receipts
            </button>
          )}
          <button class="button" type="button" disabled={kept.heads.length === 0} onClick={saveHeads}>
            Save chain heads
          </button>
          <button class="button" type="button" disabled={busy} onClick={saveKeys}>
            Save keys
          </button>
        </div>
        <TroubleNote trouble={trouble} />
      </div>
    </details>
  );
}
