import type { VNode } from 'preact';
import type { Room } from './use-room.ts';

/** Says why there is no live connection, when trying again would not help. */
export function ConnectionNote({ connection }: Pick<Room, 'connection'>): VNode | null {
  if (connection.kind !== 'refused') return null;
  return (
    <p class="note note-bad" role="alert">
      The saleroom does not let you in: {connection.message}
    </p>
  );
}
