import { type AssetFolder, createAssetFolder } from './asset-folder.ts';
import { createAwsJsonCall } from './aws-json-call.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createTables } from './create-tables.ts';
import { takeDataFolder } from './data-folder.ts';
import { type DynamoDbLocal, findDynamoDb, startDynamoDbLocal } from './dynamodb-local.ts';
import { functionEnvironment } from './function-environment.ts';
import { type FunctionPool, startFunctionPool } from './function-pool.ts';
import { serveHttpApi } from './http-gateway.ts';
import { instanceCount } from './instance-count.ts';
import { refuseUnknownResources } from './known-resources.ts';
import { createAddressExchange } from './local-addresses.ts';
import { machine } from './machine.ts';
import { openServer } from './open-server.ts';
import { createQueues, startQueueEmulator } from './queue-emulator.ts';
import { startQueuePoller } from './queue-poller.ts';
import { type ApiPlan, readApi } from './read-apis.ts';
import { readEventSources } from './read-event-sources.ts';
import { type FunctionPlan, isCalled, readFunctions } from './read-functions.ts';
import { readQueues } from './read-queues.ts';
import { readSchedules } from './read-schedules.ts';
import { readSite } from './read-site.ts';
import { readTables } from './read-tables.ts';
import { startSchedule } from './schedule.ts';
import { serveSite } from './site.ts';
import { startStreamPoller } from './stream-poller.ts';
import type { Template } from './template.ts';
import { createTemplateValues } from './template-values.ts';
import { issuerNames, serveTokenIssuer } from './token-issuer.ts';
import { serveWebSocketApi } from './websocket-gateway.ts';
import { withinTimeout } from './within-timeout.ts';

export type SaleroomPorts = {
  readonly site: number;
  readonly http: number;
  readonly webSocket: number;
  readonly issuer: number;
};

export type SaleroomOptions = {
  /** The synthesized template. */
  readonly template: Template;
  /** The folder that the template's assets lie in, or how to find one. */
  readonly assets: string | AssetFolder;
  /** Where data is kept between starts; without one it is in memory and forgotten. */
  readonly dataDir?: string | undefined;
  /** 0, which is the default, for any free port. */
  readonly ports?: Partial<SaleroomPorts> | undefined;
  /** The address to listen on and to be found at: `127.0.0.1` unless phones are to reach it. */
  readonly host?: string | undefined;
  /** Values of the template's parameters besides those that the runner gives itself (issuer, audience, client, origins). */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** A DynamoDB Local that is running already; without one, one is started. */
  readonly dynamodbEndpoint?: string | undefined;
  /** Instances by function name, over the defaults of `instance-count.ts`. */
  readonly instances?: Readonly<Record<string, number>> | undefined;
  /** Told every line that a function or the runner logs, with who said it. */
  readonly log?: ((from: string, line: string) => void) | undefined;
};

/** A saleroom that runs. Its URLs have no trailing slash; `webSocketUrl` includes the stage. */
export type Saleroom = {
  readonly siteUrl: string;
  readonly httpUrl: string;
  readonly webSocketUrl: string;
  readonly issuerUrl: string;
  readonly dynamodbEndpoint: string;
  readonly sqsEndpoint: string;
  /** Ends one instance of a function as a crash would, while it is working if one is; another takes its place. */
  readonly endFunctionInstance: (name: string) => Promise<void>;
  /** Hands an event to a function past all gateways. */
  readonly invokeFunction: (name: string, event: unknown) => ReturnType<FunctionPool['invoke']>;
  /** Sockets that are up. */
  readonly connectionCount: () => number;
  /** Ends everything that was started and waits for it. */
  readonly stop: () => Promise<void>;
};

/** How long events that are being handled may take when the saleroom stops. */
const finishWithinMs = 1_000;

/**
 * Runs a synthesized template whole on this machine. Everything here lives by the machine's own clock: it stands in for
 * the cloud that the clocks of the functions are set by.
 * @throws RunnerRefusal, with nothing left running, when the template, the machine or a port does not allow it.
 */
export async function startSaleroom(options: SaleroomOptions): Promise<Saleroom> {
  const { template, host = '127.0.0.1', ports = {}, log = () => undefined } = options;
  refuseUnknownResources(template);
  const assets = typeof options.assets === 'string' ? createAssetFolder(options.assets) : options.assets;
  const say = (line: string): void => log('runner', line);

  /** What ends what was started, the last first. */
  const endings: (() => Promise<void> | void)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= (async () => {
      for (const end of endings.splice(0).reverse()) await end();
    })();
    return stopped;
  };

  try {
    const data = takeDataFolder(options.dataDir);
    endings.push(data.release);

    const open = async (part: string, port: number | undefined): ReturnType<typeof openServer> => {
      const opened = await openServer(host, port ?? 0, part);
      endings.push(opened.stop);
      return opened;
    };
    const siteServer = await open('web site', ports.site);
    const httpServer = await open('HTTP API', ports.http);
    const webSocketServer = await open('WebSocket API', ports.webSocket);
    const issuerServer = await open('token issuer', ports.issuer);
    const local = {
      siteUrl: `http://${host}:${siteServer.port}`,
      httpUrl: `http://${host}:${httpServer.port}`,
      webSocketUrl: `ws://${host}:${webSocketServer.port}`,
    };
    const issuerUrl = `http://${host}:${issuerServer.port}`;

    const startDatabase = async (): Promise<DynamoDbLocal> => {
      const started =
        options.dynamodbEndpoint === undefined
          ? await startDynamoDbLocal(data.dynamodb)
          : findDynamoDb(options.dynamodbEndpoint);
      endings.push(started.stop);
      return started;
    };
    const startQueues = async (): ReturnType<typeof startQueueEmulator> => {
      const started = await startQueueEmulator(data.queues);
      endings.push(started.stop);
      return started;
    };
    const [database, queues] = await settleAll(startDatabase(), startQueues());

    const exchangeAddresses = createAddressExchange(template, local);
    const values = createTemplateValues(template, {
      parameters: { ...ownParameters(template, issuerUrl, local.siteUrl), ...options.parameters },
      queueUrlBase: queues.endpoint,
      exchangeAddresses,
    });
    const findFunction = readFunctions(values, assets);
    const httpApi = readApi('HTTP', values, findFunction);
    const webSocketApi = readApi('WEBSOCKET', values, findFunction);
    const sources = readEventSources(values, findFunction);
    const schedules = readSchedules(values, findFunction);
    const tables = readTables(values);
    const site = readSite(values, assets, exchangeAddresses);
    const webSocketUrl = `${local.webSocketUrl}/${webSocketApi?.stage ?? ''}`;

    const endpoints = {
      dynamodb: database.endpoint,
      sqs: queues.endpoint,
      connections: webSocketUrl.replace(/^ws/, 'http'),
    };
    const pools = new Map<FunctionPlan, FunctionPool>();
    for (const plan of invokedFunctions([httpApi, webSocketApi], [...sources, ...schedules])) {
      const pool = startFunctionPool(
        plan,
        functionEnvironment(plan, endpoints),
        instanceCount(plan, options.instances ?? {}),
        log,
      );
      pools.set(plan, pool);
      endings.push(pool.stop);
    }
    const poolOf = (plan: FunctionPlan): FunctionPool => {
      const pool = pools.get(plan);
      if (pool === undefined) throw new Error(`bug: ${plan.name} has no instances`);
      return pool;
    };
    const poolCalled = (name: string): FunctionPool => {
      const plan = [...pools.keys()].find((one) => isCalled(one, name));
      if (plan === undefined) throw new Error(`no function is called ${name}`);
      return poolOf(plan);
    };

    const dynamodb = createAwsJsonCall(database.endpoint, {
      service: 'dynamodb',
      targetPrefix: 'DynamoDB_20120810',
    });
    const streams = createAwsJsonCall(database.endpoint, {
      service: 'dynamodb',
      targetPrefix: 'DynamoDBStreams_20120810',
    });
    const sqs = createAwsJsonCall(queues.endpoint, { service: 'sqs', targetPrefix: 'AmazonSQS' });
    endings.push(dynamodb.close, streams.close, sqs.close);

    const prepare = async (): Promise<void> => {
      await database.ready;
      await createTables(dynamodb, tables);
    };
    await settleAll(
      prepare(),
      createQueues(queues, readQueues(values)),
      serveTokenIssuer(issuerServer, {
        issuerUrl,
        siteOrigins: [local.siteUrl, ...aliases(local.siteUrl)],
        keyFile: data.issuerKey,
      }),
      ...[...pools.values()].map((pool) => pool.ready),
    );

    // From here on events come, the ones from outside last.
    const checkpoints = createCheckpoints(data.checkpoints);
    endings.push(checkpoints.flush);
    const pollers: { readonly stop: () => Promise<void> }[] = [];
    // Events that are being handled may finish, but a closer that waits for its instant is not waited for: whatever is cut
    // off here comes again at the next start, as after a crash.
    endings.push(async () => {
      await withinTimeout(Promise.all(pollers.map((poller) => poller.stop())), finishWithinMs);
    });
    for (const plan of sources) {
      const pool = poolOf(plan.invokes);
      const { invoke } = pool;
      switch (plan.kind) {
        case 'stream': {
          const poller = startStreamPoller({
            plan,
            database: dynamodb,
            streams,
            invoke,
            checkpoints,
            log: say,
          });
          pollers.push(poller);
          break;
        }
        case 'queue': {
          const instances = instanceCount(plan.invokes, options.instances ?? {});
          const poller = startQueuePoller({
            plan,
            sqs,
            queueUrl: `${queues.endpoint}/${machine.accountId}/${plan.queueName}`,
            concurrency: Math.min(instances, plan.concurrencyMax ?? instances),
            invoke,
            log: say,
          });
          pollers.push(poller);
          break;
        }
      }
    }
    for (const plan of schedules) {
      const schedule = startSchedule(plan, poolOf(plan.invokes).invoke);
      endings.push(schedule.stop);
    }
    if (site !== undefined) serveSite(siteServer, site);
    if (httpApi !== undefined) serveHttpApi(httpServer, { api: httpApi, poolOf });
    let connectionCount = (): number => 0;
    if (webSocketApi !== undefined) {
      const gateway = serveWebSocketApi(webSocketServer, {
        api: webSocketApi,
        poolOf,
        domainName: `${host}:${webSocketServer.port}`,
      });
      connectionCount = gateway.connectionCount;
      endings.push(gateway.stop);
    }

    return {
      siteUrl: local.siteUrl,
      httpUrl: local.httpUrl,
      webSocketUrl,
      issuerUrl,
      dynamodbEndpoint: database.endpoint,
      sqsEndpoint: queues.endpoint,
      endFunctionInstance: (name) => poolCalled(name).endInstance(),
      invokeFunction: (name, event) => poolCalled(name).invoke(event),
      connectionCount: () => connectionCount(),
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Waits for all, then throws the first failure: what is still starting must have registered its ending by then. */
async function settleAll<T extends readonly unknown[]>(
  ...work: { readonly [At in keyof T]: Promise<T[At]> }
): Promise<T> {
  const results = await Promise.allSettled(work);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)) as unknown as T;
}

/** The functions that an event here can lead to; the CDK's own providers are not among them. */
function invokedFunctions(
  apis: readonly (ApiPlan | undefined)[],
  others: readonly { readonly invokes: FunctionPlan }[],
): ReadonlySet<FunctionPlan> {
  const invoked = new Set<FunctionPlan>();
  for (const api of apis) {
    for (const { invokes, authorizer } of api?.routes.values() ?? []) {
      invoked.add(invokes);
      if (authorizer?.kind === 'request') invoked.add(authorizer.invokes);
    }
  }
  for (const { invokes } of others) invoked.add(invokes);
  return invoked;
}

/** The same place under the other name that people type. */
const aliases = (url: string): readonly string[] =>
  url.includes('//127.0.0.1:') ? [url.replace('127.0.0.1', 'localhost')] : [];

/** The parameters that only the runner can know, of those that the template has. */
function ownParameters(
  template: Template,
  issuerUrl: string,
  siteUrl: string,
): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> = {
    Issuer: issuerUrl,
    Audience: issuerNames.audience,
    ClientId: issuerNames.clientId,
    GroupClaim: issuerNames.groupClaim,
    AllowedOrigins: aliases(siteUrl).join(','),
  };
  return Object.fromEntries(
    Object.entries(known).filter(([name]) => template.Parameters?.[name] !== undefined),
  );
}
