import { type BroadcastWay, broadcastWays, environmentNames } from './names.ts';

/** What a function finds in its environment; each function names what it needs of it. */
export type FunctionConfig = {
  readonly lotsTable: string;
  readonly recordsTable: string;
  readonly connectionsTable: string;
  readonly pulseQueueUrl: string;
  readonly nudgeQueueUrl: string;
  /** Origins that pages may be served from; `*` stands for any. */
  readonly allowedOrigins: readonly string[];
  readonly groupClaim: string;
  /** Shards a new drop starts with, at least 1. */
  readonly shardCount: number;
  /** The ARN of the secret that the saleroom's keys are derived from. */
  readonly saleroomSecret: string;
  /** How viewers are reached. */
  readonly broadcast: BroadcastWay;
  /** Where events are published. */
  readonly eventsEndpoint: URL;
  /** Where `@connections` is, with the stage. */
  readonly managementEndpoint: URL;
  readonly region: string;
};

const text = (value: string): string => value;
const list = (value: string): readonly string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
const count = (value: string, name: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(value))
    throw new Error(`${name} must be a whole number from 1 to 9,999: ${value}`);
  return Number(value);
};

const address = (value: string, name: string): URL => {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error(`${name} must be an address that begins with https:// or http://: ${value}`);
  return url;
};

const way = (value: string, name: string): BroadcastWay => {
  const known = broadcastWays.find((one) => one === value);
  if (known === undefined) throw new Error(`${name} must be ${broadcastWays.join(' or ')}: ${value}`);
  return known;
};

const parsers: {
  readonly [Name in keyof FunctionConfig]: (value: string, name: string) => FunctionConfig[Name];
} = {
  lotsTable: text,
  recordsTable: text,
  connectionsTable: text,
  pulseQueueUrl: text,
  nudgeQueueUrl: text,
  allowedOrigins: list,
  groupClaim: text,
  shardCount: count,
  saleroomSecret: text,
  broadcast: way,
  eventsEndpoint: address,
  managementEndpoint: address,
  region: text,
};

/**
 * What is asked for, from the environment: read once, when a function is loaded.
 * @throws an error that names every variable that is missing, or the one that makes no sense.
 */
export function functionConfig<Name extends keyof FunctionConfig>(
  needed: readonly Name[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Pick<FunctionConfig, Name> {
  const missing = needed.map((name) => environmentNames[name]).filter((variable) => !environment[variable]);
  if (missing.length > 0) throw new Error(`missing in the environment: ${missing.join(', ')}`);
  const parsed = needed.map((name) => {
    const variable = environmentNames[name];
    return [name, parsers[name](environment[variable] ?? '', variable)] as const;
  });
  return Object.fromEntries(parsed) as Pick<FunctionConfig, Name>;
}

/** What signs a request; the session token is absent for keys that belong to a person. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** The credentials that Lambda puts into the environment; nothing where there are none. */
export function environmentCredentials(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
  };
}

/**
 * The same for a function that signs for itself: read once, when it is loaded.
 * @throws an error that names the variables where there are none.
 */
export function functionCredentials(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Credentials {
  const credentials = environmentCredentials(environment);
  if (credentials !== undefined) return credentials;
  throw new Error('missing in the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY');
}

/**
 * Where requests about a queue go: where the SDK's clients would be sent, or else the host of the queue's own URL, which is
 * the Region's. @throws an error that names the variable when it is no address.
 */
export function queueEndpoint(
  queueUrl: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): URL {
  return address(environment.AWS_ENDPOINT_URL_SQS || new URL(queueUrl).origin, 'AWS_ENDPOINT_URL_SQS');
}
