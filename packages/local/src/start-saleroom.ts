import { type AssetFolder, createAssetFolder } from './asset-folder.ts';
import { createAwsJsonCall } from './aws-json-call.ts';
import { createTables } from './create-tables.ts';
import { takeDataFolder } from './data-folder.ts';
import { type DynamoDbLocal, findDynamoDb, startDynamoDbLocal } from './dynamodb-local.ts';
import { serveEdge } from './edge.ts';
import { serveEventApi } from './event-api.ts';
import { startEventPollers } from './event-pollers.ts';
import type { FunctionLog, InvocationResult } from './function-instance.ts';
import type { EndedInstance, EndingMoment } from './function-pool.ts';
import { startFunctionPools } from './function-pools.ts';
import { serveHttpApi } from './http-gateway.ts';
import { keptSecrets } from './kept-secrets.ts';
import { refuseUnknownResources } from './known-resources.ts';
import { createAddressExchange } from './local-addresses.ts';
import { type OpenServer, openServer } from './open-server.ts';
import { aliases, ownParameters } from './own-parameters.ts';
import { createQueues, findQueueEmulator, type QueueEmulator, startQueueEmulator } from './queue-emulator.ts';
import { readSaleroom } from './saleroom-plan.ts';
import { startSchedule } from './schedule.ts';
import { createSecretsApi } from './secrets-api.ts';
import { settleAll } from './settle-all.ts';
import { serveSite } from './site.ts';
import type { Template } from './template.ts';
import { createTemplateValues } from './template-values.ts';
import { serveTokenIssuer } from './token-issuer.ts';
import { serveWebSocketApi } from './websocket-gateway.ts';

export type SaleroomPorts = {
  readonly site: number;
  readonly http: number;
  readonly webSocket: number;
  readonly issuer: number;
  readonly edge: number;
  readonly feed: number;
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
  /** The address to listen on and to be found at, `127.0.0.1` unless said otherwise. */
  readonly host?: string | undefined;
  /** Values of the template's parameters, over those that the runner gives itself (issuer, audience, client, origins). */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** A DynamoDB Local that is running already; without one, one is started. */
  readonly dynamodbEndpoint?: string | undefined;
  /** An SQS emulator that is running already; without one, one is started in a thread of this process. */
  readonly sqsEndpoint?: string | undefined;
  /** Instances by function name, over the defaults of `instance-count.ts`. */
  readonly instances?: Readonly<Record<string, number>> | undefined;
  /** Told every line that a function or the runner itself logs, with who said it. */
  readonly log?: FunctionLog | undefined;
};

/** A saleroom that runs. Its URLs have no slash at the end; `webSocketUrl` includes the stage, `feedUrl` the path. */
export type Saleroom = {
  readonly siteUrl: string;
  readonly httpUrl: string;
  readonly webSocketUrl: string;
  readonly issuerUrl: string;
  /** Snapshots as they come from the edge. */
  readonly snapshotUrl: string;
  /** Where to listen to drops' feeds, and what a listener calls this host; undefined where the template has no feed. */
  readonly feedUrl: string | undefined;
  readonly feedHost: string | undefined;
  readonly dynamodbEndpoint: string;
  readonly sqsEndpoint: string;
  /** Ends one instance of a function as a crash would, while it is working if one is; another takes its place. */
  readonly endFunctionInstance: (name: string, moment?: EndingMoment) => Promise<EndedInstance>;
  /** Waits for a function's next event. @returns whether one came within `withinMs`. */
  readonly nextFunctionEvent: (name: string, withinMs: number) => Promise<boolean>;
  /** Hands an event to a function past all gateways. */
  readonly invokeFunction: (name: string, event: unknown) => Promise<InvocationResult>;
  /** Sockets that are up. */
  readonly connectionCount: () => number;
  /** Sockets of those who listen to feeds. */
  readonly feedConnectionCount: () => number;
  /** Ends all of these, as a network that breaks would; they may come again. */
  readonly endFeedConnections: () => void;
  /** Ends everything that was started and waits for it. */
  readonly stop: () => Promise<void>;
};

/**
 * Runs a synthesized template whole on this machine. Everything here lives by the machine's own clock, which stands in for
 * the cloud's.
 * @throws RunnerRefusal, with nothing left running, when the template, the machine or a port does not allow it.
 */
export async function startSaleroom(options: SaleroomOptions): Promise<Saleroom> {
  const { template, host = '127.0.0.1', ports = {}, instances = {}, log = () => undefined } = options;
  refuseUnknownResources(template);
  const assets = typeof options.assets === 'string' ? createAssetFolder(options.assets) : options.assets;

  /** What ends what was started; the last is ended first. */
  const endings: (() => Promise<void> | void)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= (async () => {
      for (const end of endings.splice(0).reverse()) await end();
    })();
    return stopped;
  };
  const ending = <T extends { readonly stop: () => Promise<void> | void }>(started: T): T => {
    endings.push(started.stop);
    return started;
  };

  try {
    const data = takeDataFolder(options.dataDir);
    endings.push(data.release);

    // Every part has to know where the others are, so all of them listen first.
    const open = async (part: string, port = 0): Promise<OpenServer> =>
      ending(await openServer(host, port, part));
    const siteServer = await open('web site', ports.site);
    const httpServer = await open('HTTP API', ports.http);
    const webSocketServer = await open('WebSocket API', ports.webSocket);
    const issuerServer = await open('token issuer', ports.issuer);
    const edgeServer = await open('snapshots', ports.edge);
    const feedServer = await open('feed', ports.feed);
    // Only functions read secrets, and they run on this machine, wherever the pages are found.
    const secretsServer = ending(await openServer('127.0.0.1', 0, 'secrets'));
    const siteUrl = `http://${host}:${siteServer.port}`;
    const httpUrl = `http://${host}:${httpServer.port}`;
    const issuerUrl = `http://${host}:${issuerServer.port}`;
    const edgeUrl = `http://${host}:${edgeServer.port}`;
    const feedHost = `${host}:${feedServer.port}`;
    const domainName = `${host}:${webSocketServer.port}`;

    const startDatabase = async (): Promise<DynamoDbLocal> =>
      ending(
        options.dynamodbEndpoint === undefined
          ? await startDynamoDbLocal(data.dynamodb)
          : findDynamoDb(options.dynamodbEndpoint),
      );
    const startQueues = async (): Promise<QueueEmulator> =>
      ending(
        options.sqsEndpoint === undefined
          ? await startQueueEmulator(data.queues)
          : await findQueueEmulator(options.sqsEndpoint),
      );
    const [database, queues] = await settleAll(startDatabase(), startQueues());

    const exchangeAddresses = createAddressExchange(template, {
      siteUrl,
      httpUrl,
      webSocketUrl: `ws://${domainName}`,
      edgeUrl,
      feedUrl: `http://${feedHost}`,
    });
    const values = createTemplateValues(template, {
      parameters: { ...ownParameters(template, issuerUrl, siteUrl), ...options.parameters },
      queueUrlBase: queues.endpoint,
      exchangeAddresses,
    });
    const plan = readSaleroom(values, assets, exchangeAddresses);
    const stage = plan.webSocketApi?.stage ?? '';
    // A function may read a secret as soon as it is loaded, so they are served before any is.
    secretsServer.serve(createSecretsApi(keptSecrets(data.secrets, plan.secrets)));

    const endpoints = {
      dynamodb: database.endpoint,
      sqs: queues.endpoint,
      connections: `http://${domainName}/${stage}`,
      secrets: `http://127.0.0.1:${secretsServer.port}`,
    };
    const pools = ending(startFunctionPools(plan.functions, endpoints, instances, log));
    const { poolOf, poolCalled } = pools;

    const prepareTables = async (): Promise<void> => {
      await database.ready;
      const calls = createAwsJsonCall(database.endpoint, {
        service: 'dynamodb',
        targetPrefix: 'DynamoDB_20120810',
      });
      await createTables(calls, plan.tables).finally(calls.close);
    };
    await settleAll(
      prepareTables(),
      createQueues(queues, plan.queues),
      serveTokenIssuer(issuerServer, {
        issuerUrl,
        siteOrigins: [siteUrl, ...aliases(siteUrl)],
        keyFile: data.issuerKey,
      }),
      ...pools.ready,
    );

    // From here on events come, the ones from outside last.
    ending(
      startEventPollers({
        plan,
        poolOf,
        instances,
        dynamodbEndpoint: database.endpoint,
        sqsEndpoint: queues.endpoint,
        checkpointFile: data.checkpoints,
        log: (line) => log('runner', line),
      }),
    );
    for (const schedule of plan.schedules) ending(startSchedule(schedule, poolOf(schedule.invokes).invoke));
    if (plan.site !== undefined) serveSite(siteServer, plan.site);
    const { eventApi } = plan;
    const feed =
      eventApi === undefined
        ? undefined
        : ending(serveEventApi(feedServer, { plan: eventApi, host: feedHost }));
    if (plan.edge !== undefined) serveEdge(edgeServer, plan.edge);
    if (plan.httpApi !== undefined) serveHttpApi(httpServer, { api: plan.httpApi, poolOf });
    const sockets =
      plan.webSocketApi === undefined
        ? undefined
        : ending(serveWebSocketApi(webSocketServer, { api: plan.webSocketApi, poolOf, domainName }));

    return {
      siteUrl,
      httpUrl,
      webSocketUrl: `ws://${domainName}/${stage}`,
      issuerUrl,
      snapshotUrl: edgeUrl,
      feedUrl: feed === undefined ? undefined : `ws://${feedHost}/event/realtime`,
      feedHost: feed === undefined ? undefined : feedHost,
      dynamodbEndpoint: database.endpoint,
      sqsEndpoint: queues.endpoint,
      endFunctionInstance: async (name, moment) => poolCalled(name).endInstance(moment),
      nextFunctionEvent: async (name, withinMs) => poolCalled(name).nextEvent(withinMs),
      invokeFunction: (name, event) => poolCalled(name).invoke(event),
      connectionCount: () => sockets?.connectionCount() ?? 0,
      feedConnectionCount: () => feed?.connectionCount() ?? 0,
      endFeedConnections: () => feed?.endConnections(),
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}
