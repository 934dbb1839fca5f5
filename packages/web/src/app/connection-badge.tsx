import { assertNever } from '@gaveldrop/units';
import type { VNode } from 'preact';
import type { Room } from './use-room.ts';

type Shown = Room['connection']['kind'];

const wordsOf = (connection: Shown, pushed: boolean): readonly [words: string, look: string] => {
  switch (connection) {
    case 'live':
      return pushed ? ['Live', 'badge badge-good'] : ['Catching up…', 'badge badge-waiting'];
    case 'watching':
      return ['Watching', 'badge'];
    case 'connecting':
      return ['Connecting…', 'badge badge-waiting'];
    case 'waiting':
      return ['Reconnecting…', 'badge badge-waiting'];
    case 'refused':
    case 'stopped':
      return ['Not connected', 'badge badge-bad'];
    default:
      return assertNever(connection);
  }
};

/** Whether what is on the page is what is happening: live is only what is pushed as it changes. */
export function ConnectionBadge(room: Pick<Room, 'connection' | 'live'>): VNode {
  const [words, look] = wordsOf(room.connection.kind, room.live?.state.pushed === true);
  return (
    <span class={look} role="status">
      {words}
    </span>
  );
}
