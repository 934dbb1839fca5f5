import type { ThrottlePlan } from './read-apis.ts';

/** What API Gateway's WebSocket APIs hold to. None of it but the throttle can be raised there. */
export type GatewayLimits = {
  readonly frameBytesMax: number;
  readonly messageBytesMax: number;
  readonly idleMs: number;
  readonly connectionMs: number;
  readonly clientBufferBytesMax: number;
  readonly posts: ThrottlePlan;
};

export const gatewayLimits: GatewayLimits = {
  frameBytesMax: 32 * 1_024,
  messageBytesMax: 128 * 1_024,
  idleMs: 10 * 60_000,
  connectionMs: 2 * 3_600_000,
  /** What may wait for a slow client before posts to it are refused; AWS does not publish its own figure. */
  clientBufferBytesMax: 256 * 1_024,
  /** Calls to `@connections` of a whole account. */
  posts: { perSecond: 10_000, burst: 5_000 },
};

/** Why a socket is closed. */
export const closeCodes = {
  goingAway: 1001,
  binary: 1003,
  refused: 1008,
  tooLarge: 1009,
} as const;
