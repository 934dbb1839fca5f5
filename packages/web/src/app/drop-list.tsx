import type { PublicDrop } from '@gaveldrop/protocol';
import type { VNode } from 'preact';
import { dropHash } from './drop-hash.ts';

/** Drops to go into. */
export function DropList({ drops }: { readonly drops: readonly PublicDrop[] }): VNode {
  return (
    <ul class="rows">
      {drops.map(({ dropId, title, lotCount, currency }) => (
        <li key={dropId}>
          <a class="link-row" href={dropHash(dropId)}>
            <span class="link-row-text">
              <strong>{title}</strong>
              <br />
              <span class="quiet small">
                {lotCount === 1 ? '1 lot' : `${lotCount} lots`} · {currency}
              </span>
            </span>
            <span aria-hidden="true">→</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
