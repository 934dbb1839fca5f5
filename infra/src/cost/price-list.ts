/** A part of the bill. */
export type Service =
  | 'API Gateway, sockets'
  | 'API Gateway, HTTP'
  | 'Lambda'
  | 'DynamoDB'
  | 'SQS'
  | 'Data transfer'
  | 'CloudFront'
  | 'CloudWatch Logs'
  | 'Secrets Manager'
  | 'AppSync Events';

export type Price = {
  readonly service: Service;
  /** US dollars for `per` units. */
  readonly dollars: number;
  readonly per: number;
  readonly unit: string;
  /** Where it was read. */
  readonly source: string;
  /** The day, month or year that the source gives itself, else the day it was read. */
  readonly asOf: string;
};

const million = 1_000_000;

/**
 * List prices of us-east-1 in US dollars, first tier, without any free tier. All that the estimate multiplies by is here:
 * to bring it up to date, change a line and its date.
 */
export const priceList = {
  socketMessages: {
    service: 'API Gateway, sockets',
    dollars: 1,
    per: million,
    unit: 'messages of up to 32 KB, both ways',
    source: 'AWS price list; the same in apigatewaycost.com/aws and amnic.com/blogs/aws-api-gateway-pricing',
    asOf: '2026-09-21',
  },
  socketMinutes: {
    service: 'API Gateway, sockets',
    dollars: 0.25,
    per: million,
    unit: 'connection minutes',
    source: 'AWS price list; the same in apigatewaycost.com/aws and amnic.com/blogs/aws-api-gateway-pricing',
    asOf: '2026-09-21',
  },
  httpRequests: {
    service: 'API Gateway, HTTP',
    dollars: 1,
    per: million,
    unit: 'requests of up to 512 KB',
    source: 'apigatewaycost.com/aws; the same in go-cloud.io/aws-api-gateway-pricing',
    asOf: '2026',
  },
  lambdaRuns: {
    service: 'Lambda',
    dollars: 0.2,
    per: million,
    unit: 'runs',
    source: 'wring.co/blog/aws-lambda-pricing-guide',
    asOf: '2026-03-08',
  },
  lambdaGbSeconds: {
    service: 'Lambda',
    dollars: 13.3334,
    per: million,
    unit: 'GB-seconds on arm64',
    source: 'wring.co/blog/aws-lambda-pricing-guide',
    asOf: '2026-03-08',
  },
  tableWrites: {
    service: 'DynamoDB',
    dollars: 0.625,
    per: million,
    unit: 'write units of 1 KB, on demand',
    source: 'airbyte.com/data-engineering-resources/dynamodb-pricing',
    asOf: '2025-07-21',
  },
  tableReads: {
    service: 'DynamoDB',
    dollars: 0.125,
    per: million,
    unit: 'read units of 4 KB, on demand',
    source: 'airbyte.com/data-engineering-resources/dynamodb-pricing',
    asOf: '2025-07-21',
  },
  fifoRequests: {
    service: 'SQS',
    dollars: 0.5,
    per: million,
    unit: 'requests of up to 64 KB to a FIFO queue',
    source: 'cloudburn.io/blog/amazon-sqs-pricing',
    asOf: '2026-03-14',
  },
  standardRequests: {
    service: 'SQS',
    dollars: 0.4,
    per: million,
    unit: 'requests of up to 64 KB to a standard queue',
    source: 'cloudburn.io/blog/amazon-sqs-pricing',
    asOf: '2026-03-14',
  },
  gbOut: {
    service: 'Data transfer',
    dollars: 0.09,
    per: 1,
    unit: 'GB from AWS to the internet',
    source: 'apigatewaycost.com/aws; the same in wring.co/blog/aws-data-transfer-pricing-guide',
    asOf: '2026',
  },
  pageGb: {
    service: 'CloudFront',
    dollars: 0.085,
    per: 1,
    unit: 'GB to the United States or Europe',
    source: 'aws.amazon.com/cloudfront/pricing; the same in wring.co/blog/aws-cloudfront-pricing-guide',
    asOf: '2026-03-08',
  },
  pageRequests: {
    service: 'CloudFront',
    dollars: 0.01,
    per: 10_000,
    unit: 'HTTPS requests',
    source: 'factualminds.com/blog/amazon-cloudfront-pricing-regional-tiers-requests-security',
    asOf: '2026-06-13',
  },
  logGb: {
    service: 'CloudWatch Logs',
    dollars: 0.5,
    per: 1,
    unit: 'GB taken in',
    source: 'c3x.dev/blog/cloudwatch-logs-cost-optimization',
    asOf: '2026-06',
  },
  secretReads: {
    service: 'Secrets Manager',
    dollars: 0.05,
    per: 10_000,
    unit: 'requests',
    source: 'hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms',
    asOf: '2026-11-22',
  },
  eventOperations: {
    service: 'AppSync Events',
    dollars: 1,
    per: million,
    unit: 'operations of up to 5 KB: each publish, delivery, connect, subscribe and ping',
    source: 'AWS price list, AWSAppSync.csv in labofsahil/aws-pricing-dataset',
    asOf: '2024-09-01',
  },
  eventMinutes: {
    service: 'AppSync Events',
    dollars: 0.08,
    per: million,
    unit: 'connection minutes',
    source: 'AWS price list, AWSAppSync.csv in labofsahil/aws-pricing-dataset',
    asOf: '2024-09-01',
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof priceList;

/** What is on a bill and not in the estimate, with the reason. */
export const leftOut: readonly string[] = [
  'free tiers, discounts and taxes; the first 100 GB a month out of AWS and 1 TB out of CloudFront are free',
  "keeping data (tables, backups, logs, pages): cents a month, whether or not there is a drop; the secret's $0.40 a month",
  'alarms and custom metrics: by the month too',
  'what KMS asks for opening the secret, and what S3 asks for handing a page to CloudFront: no price of ours is good enough',
  'opening and closing a socket to API Gateway, as long as the price speaks of messages and minutes only',
  "reading the lots' stream: Lambda reads it for nothing (DynamoDB developer guide, CostOptimization_StreamsUsage)",
  'making the drop and its catalogue, statements, and whoever watches without signing in',
  'snapshots that phones read while nothing is pushed to them, as on a bad network or while a feed is down',
  'what warm functions read again every few seconds (numbers of lots, counts of shards), lost races, resends, cold starts',
];
