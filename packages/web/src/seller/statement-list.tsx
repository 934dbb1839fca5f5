import type { SellerId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { useCallback } from 'preact/hooks';
import { usePage } from '../app/page.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useRead } from '../app/use-read.ts';
import { statementHash } from './statement-hash.ts';

/** A seller's statements, one a drop. */
export function StatementList({ sellerId }: { readonly sellerId: SellerId }): VNode {
  const { http } = usePage();
  const read = useCallback(() => http.listStatements(sellerId), [http, sellerId]);
  const { value: statements, trouble, again } = useRead(read);
  return (
    <section class="card" aria-labelledby="statements">
      <h2 id="statements">My statements</h2>
      <TroubleNote trouble={trouble} onRetry={again} />
      {statements?.length === 0 ? <p>None yet: the first comes when a lot of yours is sold.</p> : null}
      <ul class="rows">
        {statements?.map(({ statementId, dropTitle }) => (
          <li key={statementId}>
            <a class="link-row" href={statementHash(statementId)}>
              <span class="link-row-text">{dropTitle}</span>
              <span aria-hidden="true">→</span>
            </a>
          </li>
        ))}
      </ul>
      <button class="button" type="button" onClick={again}>
        Look again
      </button>
    </section>
  );
}
