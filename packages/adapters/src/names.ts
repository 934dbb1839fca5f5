/**
 * Names that the stack, the functions and the local runner must agree on.
 * The stack sets them, the functions read them; neither spells them twice.
 */

/** Environment variables of the functions. */
export const environmentNames = {
  lotsTable: 'LOTS_TABLE',
  recordsTable: 'RECORDS_TABLE',
  connectionsTable: 'CONNECTIONS_TABLE',
  pulseQueueUrl: 'PULSE_QUEUE_URL',
  nudgeQueueUrl: 'NUDGE_QUEUE_URL',
  /** Origins that pages may be served from, comma-separated. */
  allowedOrigins: 'ALLOWED_ORIGINS',
  /** The token claim that holds a person's groups. */
  groupClaim: 'GROUP_CLAIM',
  /** Shards a new drop starts with. */
  shardCount: 'SHARD_COUNT',
  /** Which secret the saleroom's keys are derived from: its ARN, never its text. */
  saleroomSecret: 'SALEROOM_SECRET',
  /** How viewers are reached: one of `broadcastWays`. */
  broadcast: 'BROADCAST',
  /** Where events are published, where there is a feed. */
  eventsEndpoint: 'EVENTS_ENDPOINT',
  /** Where `@connections` is; the SDK reads this one by itself. */
  managementEndpoint: 'AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI',
  /** The region a function runs in; Lambda sets it. */
  region: 'AWS_REGION',
} as const;

/** Keys and index of the tables. */
export const tableKeys = {
  lots: { partition: 'lotId' },
  openLots: { index: 'openLots', partition: 'openIn', sort: 'openAs' },
  records: { partition: 'pk', sort: 'sk' },
  connections: { partition: 'pk', sort: 'sk', expiresAtS: 'expiresAtS' },
} as const;

/** How a stage's viewers are reached: by a post to each connection, or by one event that AppSync delivers to all. */
export const broadcastWays = ['connections', 'events'] as const;
export type BroadcastWay = (typeof broadcastWays)[number];

/** The namespace of the feed's channels: a drop's is `/drops/<drop id>`. */
export const feedNamespace = 'drops';

/** The group of people who may create drops. */
export const auctioneersGroup = 'auctioneers';

/** Where custom metrics go, and what they are called. */
export const metricsNamespace = 'Gaveldrop';
export const metricNames = {
  hammerLateMs: 'HammerLateMs',
  stampAhead: 'StampAhead',
  recordParked: 'RecordParked',
  pulseNotSent: 'PulseNotSent',
  leaseNotRenewed: 'LeaseNotRenewed',
  shardNotCounted: 'ShardNotCounted',
  postFailed: 'PostFailed',
  shardMissed: 'ShardMissed',
  bidOutcome: 'BidOutcome',
  bug: 'Bug',
} as const;
