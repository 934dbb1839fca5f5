import type { DropId } from '@gaveldrop/units';

/** What became of a publication. */
export type PublishResult = 'sent' | 'slow' | 'unanswered' | 'failed';

/** Reaches all who have subscribed to a drop with one request. Never throws, never retries. */
export type Feed = {
  /**
   * `slow`: too much at once. `unanswered`: not within `limits.postTickMaxMs`; it may arrive yet. `failed`: anything else,
   * a text that is too large among it.
   */
  publish(dropId: DropId, text: string): Promise<PublishResult>;
};
