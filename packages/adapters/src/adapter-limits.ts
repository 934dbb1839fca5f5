import { limits } from '@gaveldrop/units';

/**
 * How long the adapters wait, and how often they ask again; what the rules depend on is in `units`.
 * The SDK itself never retries here: its waits are longer than a bid has, and a blind retry turns a lost reply into a
 * false one.
 */
export const adapterLimits = {
  /** One request about a lot: longer than any healthy one, short enough to try again before a person gives up. */
  quickTimeoutMs: 400,
  /** Waits before asking again for what may safely be asked twice while somebody waits for the answer. */
  quickWaitsMs: [5, 25],
  /** One request about a record or a connection. */
  steadyTimeoutMs: 2_000,
  /** The same, off a bid's way. */
  steadyWaitsMs: [20, 80, 250],
  /** Waits between tries of a transaction that met another; each is tried so often because it will have its turn. */
  conflictWaitsMs: [2, 5, 10, 20, 40, 80, 160, 160, 160, 160, 160, 160],
  /** Tries to take the next lot number while others take theirs. */
  reserveAttemptsMax: 40,
  /** One request to a queue, where its caller names no shorter time. */
  queueTimeoutMs: 2_000,
  /** How long a socket that we keep waits for its next request: one that the other side has closed meanwhile would lose it. */
  socketIdleMs: 20_000,
  /** One post to a connection, from when its socket is up: how long its phone may take. */
  postTimeoutMs: limits.postTickMaxMs,
  /**
   * How long a post may wait for a socket that is up: where many shards come at once, or a worker has just started and all its
   * sockets shake hands together, that is no fault of the phone's.
   */
  postWaitMaxMs: 2_000,
  /**
   * Sockets to `@connections` held open. With fewer, the round trip and not the processor would set the pace; each more is
   * one more TLS handshake, of a millisecond or two, before a worker that has just started reaches its first shard.
   */
  postSocketsMax: 128,
  /** One publication to a drop's feed, from when its socket is up: by then the next message is due. */
  publishTimeoutMs: limits.postTickMaxMs,
  /** How long a publication may wait for a socket that is up: with a second try it is 1.5 s old at the most, and no clock is doubted for it. */
  publishWaitMaxMs: 350,
  /** Sockets to the feed held open: a drop has one publication at a time, and a worker as many as it was handed drops. */
  publishSocketsMax: 16,
  /** The largest event that AppSync takes, 240 KB (docs.aws.amazon.com/general/latest/gr/appsync.html); one goes in a request. */
  eventBytesMax: 240 * 1_024,
  /** The most of an answer to a publication that is read: it names one event. */
  publishAnswerBytesMax: 16 * 1_024,
  /** One reading of the saleroom's secret, once a cold start, while the first bid may be waiting for it. */
  secretTimeoutMs: 500,
  /** Waits before it is read again; after the last one the call that needed it fails, and the next call starts anew. */
  secretWaitsMs: [10, 50],
  /** Characters that a secret must have: with fewer, its salts could be guessed. The stack makes 64. */
  secretCharactersMin: 32,
  /** Messages that SQS takes in one batch. */
  queueBatchMax: 10,
  /** Keys that DynamoDB takes in one batch. */
  readBatchMax: 100,
} as const;
