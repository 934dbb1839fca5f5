import type { BroadcastWay } from '@gaveldrop/adapters/names';

export type Quota = {
  readonly what: string;
  /** What an account or a table may do by default; for a rate, in a second. */
  readonly value: number;
  /** Whether AWS raises it when asked; absent where our source does not say. */
  readonly adjustable?: boolean;
  /** Absent: it matters however viewers are told. */
  readonly broadcast?: BroadcastWay;
  readonly source: string;
};

const gatewayLimits = 'docs.aws.amazon.com/apigateway/latest/developerguide/limits.html';
const socketLimits =
  'docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html';
const feedLimits = 'docs.aws.amazon.com/general/latest/gr/appsync.html';
const partitionLimits =
  'docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html';
const onDemandLimits =
  'docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html';

/** Quotas that a drop might meet, as they are before anyone has asked for more. Read 2026-11. */
export const quotaList = {
  gatewayRequests: {
    what: 'API Gateway requests a second, posts to viewers included',
    value: 10_000,
    adjustable: true,
    source: gatewayLimits,
  },
  gatewayBurst: {
    what: 'API Gateway requests at once: one message to all viewers',
    value: 5_000,
    adjustable: false,
    broadcast: 'connections',
    source: gatewayLimits,
  },
  feedDeliveries: {
    what: 'AppSync deliveries of events a second',
    value: 1_000_000,
    broadcast: 'events',
    source: feedLimits,
  },
  feedPublications: {
    what: 'AppSync publications a second',
    value: 10_000,
    broadcast: 'events',
    source: feedLimits,
  },
  feedConnections: {
    what: 'new connections to AppSync a second',
    value: 2_000,
    broadcast: 'events',
    source: feedLimits,
  },
  newConnections: {
    what: 'new WebSocket connections a second',
    value: 500,
    adjustable: true,
    source: socketLimits,
  },
  stageMessages: {
    what: "messages from phones a second, by the stack's own throttle",
    value: 5_000,
    adjustable: true,
    source: 'infra/src/socket-gateway.ts',
  },
  stageRequests: {
    what: "HTTP requests a second, by the stack's own throttle",
    value: 2_000,
    adjustable: true,
    source: 'infra/src/http-gateway.ts',
  },
  lotWrites: {
    what: 'writes of one lot a second',
    value: 1_000,
    adjustable: false,
    source: partitionLimits,
  },
  lotReads: {
    what: 'reads of one lot a second',
    value: 3_000,
    adjustable: false,
    source: partitionLimits,
  },
  lotsTableReads: {
    what: 'reads of the Lots table a second, as it is when new',
    value: 12_000,
    adjustable: true,
    source: onDemandLimits,
  },
  recordsTableWrites: {
    what: 'writes of the Records table a second, as it is when new',
    value: 4_000,
    adjustable: true,
    source: onDemandLimits,
  },
  connectionsTableReads: {
    what: 'reads of the Connections table a second, as it is when new',
    value: 12_000,
    adjustable: true,
    source: onDemandLimits,
  },
  concurrentRuns: {
    what: 'Lambda runs at the same time',
    value: 1_000,
    adjustable: true,
    source: 'docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
} as const satisfies Readonly<Record<string, Quota>>;

export type QuotaName = keyof typeof quotaList;

/** The quotas that matter where viewers are told in one way, in the order of the list. */
export const quotasOf = (way: BroadcastWay): readonly QuotaName[] =>
  (Object.keys(quotaList) as QuotaName[]).filter((name) => {
    const { broadcast = way }: Quota = quotaList[name];
    return broadcast === way;
  });
