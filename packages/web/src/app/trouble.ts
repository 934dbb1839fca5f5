/** What kept something from being done, for the person who asked for it. */
export type Trouble = {
  readonly words: string;
  /** Stable; absent when the network, not the saleroom, was in the way. */
  readonly code?: string;
  /** The field of the request that was wrong. */
  readonly field?: string;
};
