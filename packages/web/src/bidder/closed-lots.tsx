import type { LotHead } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import type { DropId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { isFinalLot } from '../app/lot-order.ts';
import { usePage } from '../app/page.tsx';
import { saveText } from '../app/save-text.ts';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useSending } from '../app/use-sending.ts';

type ClosedLotsProps = {
  readonly dropId: DropId;
  readonly lots: readonly PublicLot[];
  /** As this phone was first told them. */
  readonly heads: readonly LotHead[];
};

/** The lots that are over, each with its history to save and the head that this phone holds against it. */
export function ClosedLots({ dropId, lots, heads }: ClosedLotsProps): VNode {
  const { http } = usePage();
  const { busy, trouble, send } = useSending();
  const closed = lots.filter(isFinalLot);
  const headOf = new Map(heads.map(({ lotId, chainHead }) => [lotId, chainHead]));
  const saveHistory = ({ lotId, number }: PublicLot): void => {
    void send(async () => {
      const history = await http.wholeHistory(dropId, lotId);
      saveText(JSON.stringify(history), 'application/json', `lot-${number}-history.json`);
    });
  };
  if (closed.length === 0) return <p class="quiet small">No lot is over yet.</p>;
  return (
    <>
      <ul class="rows">
        {closed.map((lot) => (
          <li key={lot.lotId} class="proof-row">
            <span>Lot {lot.number}</span>
            <button class="button" type="button" disabled={busy} onClick={() => saveHistory(lot)}>
              Save history<span class="visually-hidden"> of lot {lot.number}</span>
            </button>
            <code class="quiet small chain-head proof-row-wide">
              {headOf.get(lot.lotId) ?? 'No head was told'}
            </code>
          </li>
        ))}
      </ul>
      <TroubleNote trouble={trouble} />
    </>
  );
}
