import type { Receipt } from '@gaveldrop/protocol';
import type { DropId, PaddleNumber } from '@gaveldrop/units';
import { useCallback } from 'preact/hooks';
import { usePage } from '../app/page.tsx';
import { useRead } from '../app/use-read.ts';

const none: readonly Receipt[] = [];

/** What this bidder has bid in a drop before this page was loaded; none for those without a paddle. */
export function useReceipts(dropId: DropId, paddleNumber: PaddleNumber | undefined): readonly Receipt[] {
  const { http } = usePage();
  const read = useCallback(() => http.receipts(dropId), [http, dropId]);
  const { value } = useRead(paddleNumber === undefined ? undefined : read);
  return value ?? none;
}
