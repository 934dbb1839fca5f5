import type { VNode } from 'preact';
import { timeOfDay } from '../words/time-of-day.ts';
import type { ChangeLine } from './change-line.ts';

/** What has happened, newest first. */
export function ChangeLog({ lines }: { readonly lines: readonly ChangeLine[] }): VNode {
  return (
    <section class="card" aria-labelledby="log">
      <h2 id="log">What happens</h2>
      {lines.length === 0 ? <p class="quiet">Bids and commands appear here as they come in.</p> : null}
      <ol class="log rows" role="log">
        {lines.map(({ key, atMs, lotNumber, words }) => (
          <li key={key} class="log-line">
            <span class="quiet figures">{timeOfDay(atMs)}</span>
            <span>Lot {lotNumber}</span>
            <span class="figures">{words}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
