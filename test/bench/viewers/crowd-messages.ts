/** One message that a viewer heard. */
export type Arrival = {
  /** The sequence of the lot in it. */
  readonly sequence: number;
  /** Its own `serverNowMs`: when its sender began to post it. */
  readonly postedAtMs: number;
  readonly arrivedAtMs: number;
};

/** What a crowd heard. */
export type Hearsay = {
  /** For each viewer what it heard, in the order it came. */
  readonly arrivals: readonly (readonly Arrival[])[];
  /** How much processor the crowd has used so far, in microseconds. */
  readonly usedUs: number;
};

/** What the process of the viewers is told. */
export type ToCrowd =
  /** Connect so many more, each at an address of its own. */
  | { readonly kind: 'connect'; readonly addresses: readonly string[]; readonly origin: string }
  /** Say what was heard since the last time, and begin anew. */
  | { readonly kind: 'report' };

/** What it says. */
export type FromCrowd =
  | { readonly kind: 'connected' }
  | ({ readonly kind: 'heard' } & Hearsay)
  /** Something that a crowd that is to be measured may not do. */
  | { readonly kind: 'wrong'; readonly what: string };
