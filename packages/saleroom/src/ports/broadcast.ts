import type { ConnectionId } from '@gaveldrop/units';

/** What became of a post. */
export type PostResult = 'sent' | 'gone' | 'slow' | 'unanswered' | 'failed';

/** Sends text to one connection. Never throws, never retries. */
export type Broadcast = {
  /**
   * `gone`: for ever. `slow`: too much at once, or a full buffer. `unanswered`: not within `limits.postTickMaxMs`; it may
   * arrive yet. `failed`: anything else.
   */
  post(connectionId: ConnectionId, text: string): Promise<PostResult>;
  /** Closes a connection. `gone`: there is none, or none yet. `failed`: it may still be up. */
  close(connectionId: ConnectionId): Promise<'closed' | 'gone' | 'failed'>;
};
