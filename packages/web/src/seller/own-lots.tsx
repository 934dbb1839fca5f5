import type { SellerId } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { useCallback } from 'preact/hooks';
import { usePage } from '../app/page.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useRead } from '../app/use-read.ts';
import { ownEntries } from './own-entries.ts';
import { OwnLotsOfDrop } from './own-lots-of-drop.tsx';

/** A seller's lots, drop by drop. */
export function OwnLots({ sellerId }: { readonly sellerId: SellerId }): VNode {
  const { http } = usePage();
  const read = useCallback(() => ownEntries(http, sellerId), [http, sellerId]);
  const { value: groups, trouble, again } = useRead(read);
  return (
    <section class="section" aria-labelledby="own-lots">
      <h1 id="own-lots">My lots</h1>
      <TroubleNote trouble={trouble} onRetry={again} />
      {groups === undefined && trouble === undefined ? <p class="quiet">Looking for your lots…</p> : null}
      {groups?.length === 0 ? <p>No lot of yours is in any drop yet.</p> : null}
      {groups?.map(({ drop, entries }) => (
        <OwnLotsOfDrop key={drop.dropId} drop={drop} entries={entries} />
      ))}
    </section>
  );
}
