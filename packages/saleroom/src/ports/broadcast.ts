import type { ConnectionId } from '@gaveldrop/units';

/** Sends text to one connection. Never throws, never retries. */
export type Broadcast = {
  /** `gone`: for ever. `slow`: too much at once, or a full buffer. `failed`: anything else. */
  post(connectionId: ConnectionId, text: string): Promise<'sent' | 'gone' | 'slow' | 'failed'>;
  /** Closes a connection. `gone`: there is none, or none yet. `failed`: it may still be up. */
  close(connectionId: ConnectionId): Promise<'closed' | 'gone' | 'failed'>;
};
