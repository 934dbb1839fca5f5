import type { SellerId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { usePage } from '../app/page.tsx';
import { saveText } from '../app/save-text.ts';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useSending } from '../app/use-sending.ts';
import { showDocument } from './show-document.ts';

type StatementDocumentsProps = { readonly sellerId: SellerId; readonly statementId: string };

/** The statement as a page to print and as a file for a spreadsheet. */
export function StatementDocuments({ sellerId, statementId }: StatementDocumentsProps): VNode {
  const { http } = usePage();
  const { busy, trouble, send } = useSending();
  const print = (): void => {
    const shown = showDocument('Statement');
    void send(async () => {
      try {
        shown.fill(await http.statementDocument(sellerId, statementId, 'html'));
      } catch (fault) {
        shown.giveUp();
        throw fault;
      }
    });
  };
  const download = (): void => {
    void send(async () => {
      const csv = await http.statementDocument(sellerId, statementId, 'csv');
      saveText(csv, 'text/csv', `statement-${statementId.replace(/[^A-Za-z0-9]+/g, '-')}.csv`);
    });
  };
  return (
    <>
      <div class="button-row">
        <button class="button" type="button" disabled={busy} onClick={print}>
          Print
        </button>
        <button class="button" type="button" disabled={busy} onClick={download}>
          Download CSV
        </button>
      </div>
      <TroubleNote trouble={trouble} />
    </>
  );
}
