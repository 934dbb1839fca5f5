import type { DropId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { useCallback, useEffect } from 'preact/hooks';
import { usePage } from '../app/page.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useRead } from '../app/use-read.ts';
import { PaddleRow } from './paddle-row.tsx';

/** How often it is looked whether more people have joined. */
const lookEveryMs = 10_000;

type PaddleListProps = { readonly dropId: DropId; readonly currency: string };

/** Who stands behind each paddle, and what may be done about them. */
export function PaddleList({ dropId, currency }: PaddleListProps): VNode {
  const { http } = usePage();
  const {
    value: paddles,
    trouble,
    again,
  } = useRead(useCallback(() => http.listPaddles(dropId), [http, dropId]));
  useEffect(() => {
    const timer = setInterval(again, lookEveryMs);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <section class="card" aria-labelledby="paddles">
      <h2 id="paddles">Paddles</h2>
      <TroubleNote trouble={trouble} onRetry={again} />
      {paddles?.length === 0 ? <p class="quiet">Nobody has joined yet.</p> : null}
      <ul class="rows">
        {paddles?.map((paddle) => (
          <PaddleRow
            key={paddle.paddleNumber}
            dropId={dropId}
            paddle={paddle}
            currency={currency}
            onChanged={again}
          />
        ))}
      </ul>
    </section>
  );
}
