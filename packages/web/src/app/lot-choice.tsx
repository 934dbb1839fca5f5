import type { PublicLot } from '@gaveldrop/protocol';
import type { LotId } from '@gaveldrop/units';
import type { VNode } from 'preact';

type LotChoiceProps = {
  readonly live: readonly PublicLot[];
  readonly shown: PublicLot | undefined;
  readonly onChoose: (lotId: LotId) => void;
};

/** Which of several open lots to look at; nothing where there is no choice. */
export function LotChoice({ live, shown, onChoose }: LotChoiceProps): VNode | null {
  if (live.length < 2) return null;
  return (
    <nav class="button-row" aria-label="Open lots">
      {live.map(({ lotId, number }) => (
        <button
          key={lotId}
          type="button"
          class={lotId === shown?.lotId ? 'button button-main' : 'button'}
          aria-pressed={lotId === shown?.lotId}
          onClick={() => onChoose(lotId)}
        >
          Lot {number}
        </button>
      ))}
    </nav>
  );
}
