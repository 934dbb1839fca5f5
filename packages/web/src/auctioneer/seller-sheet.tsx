import type { PaddleForAuctioneer } from '@gaveldrop/protocol';
import type { SellerId } from '@gaveldrop/units';
import type { TargetedEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Sheet } from '../app/sheet.tsx';
import { TextField } from '../app/text-field.tsx';

type SellerSheetProps = {
  readonly paddle: PaddleForAuctioneer;
  /** Null to untie. */
  readonly onTie: (sellerId: SellerId | null) => void;
  readonly onClose: () => void;
};

/** Where a paddle is tied to a seller, on whose lots it may then not bid. [B8] */
export function SellerSheet({ paddle, onTie, onClose }: SellerSheetProps): VNode {
  const { paddleNumber, sellerId } = paddle;
  const [typed, setTyped] = useState<string>(sellerId ?? '');
  const [problem, setProblem] = useState<string>();
  const decide = (seller: SellerId | null): void => {
    onTie(seller);
    onClose();
  };
  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const seller = typed.trim();
    if (seller === '') setProblem('Name the seller as the sign-in does.');
    else decide(seller as SellerId);
  };
  return (
    <Sheet title={`Tie paddle ${paddleNumber} to a seller`} onClose={onClose}>
      <p>A paddle tied to a seller may not bid on that seller’s lots.</p>
      <form class="sheet-content" onSubmit={submit} noValidate>
        <TextField label="Seller" value={typed} problem={problem} onChange={setTyped} />
        <button class="button button-main" type="submit">
          Tie
        </button>
        {sellerId === undefined ? null : (
          <button class="button" type="button" onClick={() => decide(null)}>
            Untie
          </button>
        )}
        <button class="button" type="button" onClick={onClose}>
          Cancel
        </button>
      </form>
    </Sheet>
  );
}
