import type { ConnectionState } from '@gaveldrop/client';
import { assertNever } from '@gaveldrop/units';
import type { VNode } from 'preact';

type Shown = ConnectionState['kind'] | 'watching';

const wordsOf = (connection: Shown): readonly [words: string, look: string] => {
  switch (connection) {
    case 'live':
      return ['Live', 'badge badge-good'];
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

/** Whether what is on the page is what is happening. */
export function ConnectionBadge({ connection }: { connection: Shown }): VNode {
  const [words, look] = wordsOf(connection);
  return (
    <span class={look} role="status">
      {words}
    </span>
  );
}
