import type { MakeCheck } from '../check.ts';
import { lotsIn, parseTold, type Told } from '../told.ts';

/**
 * [L4] What a worker posts of a lot is never older than what it has posted to that shard before, and no connection is posted
 * the same twice by one worker: a backlog is dropped, not told.
 */
export const postsGoForward: MakeCheck = () => {
  /** The highest sequence of each lot that a worker has posted to a shard, and to a connection. */
  const toShard = new Map<string, number>();
  const toConnection = new Map<string, number>();
  /** One text goes to many. */
  let last: { readonly text: string; readonly told: Told } | undefined;
  return {
    name: 'posts-go-forward',
    on: {
      'post-sent': ({ atMs, handling, connection, text }, world, report) => {
        const instance = world.handlings.get(handling)?.instance;
        const connected = world.connections.get(connection);
        if (instance === undefined || connected === undefined) {
          report('wire', atMs, 'a post is sent by nobody, or to a connection that never was');
          return;
        }
        if (last?.text !== text) last = { text, told: parseTold(text) };
        for (const { lotId, sequence } of lotsIn(last.told)) {
          const shard = `${instance} ${connected.principal.dropId} ${connected.shard} ${lotId}`;
          const phone = `${instance} ${connection} ${lotId}`;
          const highest = toShard.get(shard) ?? 0;
          if (sequence < highest)
            report('L4', atMs, `sequence ${sequence} is posted after ${highest}`, lotId);
          if (sequence === toConnection.get(phone))
            report('L4', atMs, `sequence ${sequence} is posted to a connection again`, lotId);
          toShard.set(shard, Math.max(highest, sequence));
          toConnection.set(phone, sequence);
        }
      },
    },
  };
};
