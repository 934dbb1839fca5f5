import type { VNode } from 'preact';
import type { Room } from './use-room.ts';

/** Says why there is no live connection, when trying again would not help, or helps only once a reason has passed. */
export function ConnectionNote({ connection }: Pick<Room, 'connection'>): VNode | null {
  const why = connection.kind === 'waiting' ? connection.why : undefined;
  const reason = connection.kind === 'refused' ? connection.message : why?.message;
  if (reason === undefined) return null;
  return (
    <p class="note note-bad" role="alert">
      The saleroom does not let you in: {reason}
    </p>
  );
}
