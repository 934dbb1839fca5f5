import type { SellerId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { useCallback } from 'preact/hooks';
import { usePage } from '../app/page.tsx';
import { SessionNote } from '../app/session-note.tsx';
import { TopBar } from '../app/top-bar.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useRead } from '../app/use-read.ts';
import { StatementDocuments } from './statement-documents.tsx';
import { StatementView } from './statement-view.tsx';

type StatementPageProps = { readonly sellerId: SellerId; readonly statementId: string };

/** One statement, to read, to print, and to take along. */
export function StatementPage({ sellerId, statementId }: StatementPageProps): VNode {
  const { http } = usePage();
  const read = useCallback(() => http.readStatement(sellerId, statementId), [http, sellerId, statementId]);
  const { value: statement, trouble, again } = useRead(read);
  return (
    <>
      <TopBar title="Statement" backTo="#/" />
      <main class="page">
        <SessionNote />
        <TroubleNote trouble={trouble} onRetry={again} />
        {statement === undefined ? (
          <p class="quiet">{trouble === undefined ? 'Reading the statement…' : ''}</p>
        ) : (
          <>
            <StatementDocuments sellerId={sellerId} statementId={statementId} />
            <StatementView statement={statement} />
          </>
        )}
      </main>
    </>
  );
}
