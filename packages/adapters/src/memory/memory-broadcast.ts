import type { Broadcast } from '@gaveldrop/saleroom';
import type { ConnectionId } from '@gaveldrop/units';

/** What a connection hears. */
export type Listener = {
  readonly hear: (text: string) => void;
  /** The other side has closed it. */
  readonly closed?: () => void;
};

export type MemoryBroadcast = Broadcast & {
  /** From now on posts to this connection arrive. */
  attach(connectionId: ConnectionId, listener: Listener): void;
  /** From now on this connection is gone. */
  detach(connectionId: ConnectionId): void;
};

/** Sockets in memory. It is never slow and never fails: faults are for whoever wraps it. */
export function memoryBroadcast(): MemoryBroadcast {
  const listeners = new Map<ConnectionId, Listener>();
  return {
    attach: (connectionId, listener) => {
      listeners.set(connectionId, listener);
    },
    detach: (connectionId) => {
      listeners.delete(connectionId);
    },
    post: async (connectionId, text) => {
      const listener = listeners.get(connectionId);
      if (listener === undefined) return 'gone';
      listener.hear(text);
      return 'sent';
    },
    close: async (connectionId) => {
      const listener = listeners.get(connectionId);
      if (listener === undefined) return 'gone';
      listeners.delete(connectionId);
      listener.closed?.();
      return 'closed';
    },
  };
}
