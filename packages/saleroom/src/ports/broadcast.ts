import type { ConnectionId } from '@gaveldrop/units';

/** Sends text to one connection. Never throws, never retries. */
export type Broadcast = {
  /** `gone`: for ever. `slow`: too much at once, or a full buffer. `failed`: anything else. */
  post(connectionId: ConnectionId, text: string): Promise<'sent' | 'gone' | 'slow' | 'failed'>;
  /** Closes a connection; one that is gone already is fine. */
  close(connectionId: ConnectionId): Promise<void>;
};
