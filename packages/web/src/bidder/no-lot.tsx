import type { VNode } from 'preact';

/** Stands where the lot would, before the first and after the last. */
export function NoLot({ any }: { readonly any: boolean }): VNode {
  return (
    <section class="card">
      <h1>{any ? 'This drop is over' : 'No lots yet'}</h1>
      <p>
        {any
          ? 'Every lot has been brought to its end. The results are below.'
          : 'The auctioneer is still adding lots. They appear here by themselves.'}
      </p>
    </section>
  );
}
