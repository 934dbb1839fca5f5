import { createServer } from 'node:http';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { environmentNames } from '@gaveldrop/adapters/names';
import type { Principal } from '@gaveldrop/saleroom';
import { assert, type DropId, paddleNumber, type SellerId, type UserId, ulidToBytes } from '@gaveldrop/units';
import { ulid } from 'ulid';
import { principalToContext } from '../../functions/src/socket/principal-context.ts';
import { newKeyedTable, newLotsTable } from '../contract/create-tables.ts';
import type { IdName, PersonName, SocketRoute } from './hostile-case.ts';

/** The reserve of every lot and the standing maximum of Ben's bids: numbers that nobody else may ever read. */
export const secrets = {
  reserveCents: 9_777_731,
  maximumCents: 7_191_917,
  bensUserId: 'ben-whom-nobody-may-know',
};

type Answer = {
  readonly statusCode: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
};
type Handler = (event: never, context?: never) => Promise<unknown>;

export type HttpEvent = {
  readonly who: PersonName | 'ben' | undefined;
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean;
};

const aDrop = (dropId: string): string =>
  JSON.stringify({
    ...{ dropId, title: 'A drop', currency: 'EUR', lotsOpenMax: 8 },
    ladder: [{ fromCents: 0, incrementCents: 100 }],
    closing: { extension: { mode: 'none' } },
    terms: {
      commission: { bands: [{ fromCents: 0, rateBp: 1_000 }] },
      processing: { rateBp: 0, fixedCents: 0, base: 'hammer' },
    },
  });

const keyOfLot = (lotId: string): string => Buffer.from(ulidToBytes(lotId)).toString('hex');

/** A queue that takes whatever it is sent. @returns where it is, and what ends it. */
async function openQueue(): Promise<{ readonly origin: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, close };
}

/** The functions as they are deployed, on a database, with two drops: ours, and another. */
export async function openFuzzedSaleroom(dynamoEndpoint: string) {
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL_DYNAMODB: dynamoEndpoint, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  });
  const database = new DynamoDBClient({});
  const [lotsTable, recordsTable, connectionsTable] = await Promise.all([
    newLotsTable(database),
    newKeyedTable(database),
    newKeyedTable(database),
  ]);
  const queue = await openQueue();
  const environment: Readonly<Record<string, string>> = {
    [environmentNames.lotsTable]: lotsTable,
    [environmentNames.recordsTable]: recordsTable,
    [environmentNames.connectionsTable]: connectionsTable,
    [environmentNames.pulseQueueUrl]: `${queue.origin}/000000000000/pulse.fifo`,
    [environmentNames.nudgeQueueUrl]: 'http://127.0.0.1:1/000000000000/nudge',
    [environmentNames.allowedOrigins]: 'https://bid.example',
    [environmentNames.groupClaim]: 'groups',
    [environmentNames.shardCount]: '1',
    [environmentNames.saleroomSecret]: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:fuzz',
    [environmentNames.managementEndpoint]: 'http://127.0.0.1:1',
    [environmentNames.broadcast]: 'connections',
  };
  Object.assign(process.env, environment);
  const load = async (name: string): Promise<Handler> =>
    ((await import(`../../functions/src/${name}.ts`)) as { handler: Handler }).handler;
  const [hello, bid, ping, lot, unknown, http, authorize] = await Promise.all(
    ['hello', 'bid', 'ping', 'lot', 'unknown', 'http', 'authorize'].map(load),
  );
  assert(authorize !== undefined && http !== undefined, 'the functions are there');
  const sockets = { hello, bid, ping, lot, unknown };

  const userIds: Readonly<Record<PersonName | 'ben', string>> = {
    ...{ bea: 'bea', sue: 'sue', sam: 'sam', uma: 'uma', ava: 'ava', bob: 'bob', olga: 'olga' },
    ben: secrets.bensUserId,
  };
  const isAuctioneer = (who: PersonName | 'ben'): boolean => who === 'ava' || who === 'olga';

  const ask = async (event: HttpEvent): Promise<Answer> => {
    const { who, method, path, query = '', headers = {}, body, isBase64Encoded = false } = event;
    const claims =
      who === undefined
        ? {}
        : {
            authorizer: {
              jwt: {
                claims: { sub: userIds[who], groups: isAuctioneer(who) ? '[auctioneers]' : '[]' },
                scopes: null,
              },
            },
          };
    const gateway = {
      ...{ version: '2.0', routeKey: `${method} ${path}`, rawPath: path, rawQueryString: query },
      headers,
      requestContext: {
        ...claims,
        ...{ domainName: 'api.example', stage: '$default', requestId: 'r', timeEpoch: Date.now() },
        http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'fuzz' },
      },
      ...(body === undefined ? {} : { body }),
      isBase64Encoded,
    };
    return (await http(gateway as never, {} as never)) as Answer;
  };
  const granted = async (event: HttpEvent): Promise<Record<string, unknown>> => {
    const { statusCode, body } = await ask(event);
    assert(statusCode < 300, `${event.method} ${event.path}: ${statusCode} ${body}`);
    return JSON.parse(body) as Record<string, unknown>;
  };

  const ids: Record<Exclude<IdName, 'new'>, string> = {
    ...{ drop: '', otherDrop: '', nowhere: ulid() },
    ...{ openLot: '', scheduledLot: '', soldLot: '', otherLot: '', bensBid: '' },
  };
  const paddles: Partial<Record<PersonName | 'ben', number>> = { bea: 1, ben: 2, sue: 3, sam: 4, bob: 1 };
  const principalOf = (who: PersonName | 'ben'): Principal => {
    const paddle = paddles[who];
    const other = who === 'bob' || who === 'olga';
    return {
      userId: userIds[who] as UserId,
      dropId: (other ? ids.otherDrop : ids.drop) as DropId,
      role: isAuctioneer(who) ? 'auctioneer' : 'bidder',
      paddleNumber: paddle === undefined ? undefined : paddleNumber(paddle),
      limitCents: who === 'bea' || who === 'bob' ? (500_000 as never) : undefined,
      sellerIds: [userIds[who] as SellerId],
      shard: 0,
    };
  };

  let messages = 0;
  const say = async (who: PersonName | 'ben', route: SocketRoute, body: string): Promise<Answer> => {
    const handler = sockets[route];
    assert(handler !== undefined, 'every route has its function');
    messages += 1;
    const requestContext = {
      // Of a connection of its own each, so that nobody is told to slow down.
      ...{ connectionId: `fuzz-${messages}`, connectedAt: Date.now(), requestTimeEpoch: Date.now() },
      ...{ authorizer: principalToContext(principalOf(who)), routeKey: route, eventType: 'MESSAGE' },
    };
    return (await handler({ requestContext, body, isBase64Encoded: false } as never, {} as never)) as Answer;
  };
  const said = async (who: PersonName | 'ben', message: { readonly action: SocketRoute }): Promise<void> => {
    const { body } = await say(who, message.action, JSON.stringify(message));
    const { outcome } = JSON.parse(body) as { outcome?: string };
    assert(outcome === 'done' || outcome === 'leading', `${message.action} is done: ${body}`);
  };

  /** Whose every lot is, by its key in the table. */
  const lotsOf = new Map<string, 'ours' | 'the other'>();
  const enter = async (who: 'ava' | 'olga', drop: string): Promise<string> => {
    const lotId = ulid();
    lotsOf.set(keyOfLot(lotId), who === 'ava' ? 'ours' : 'the other');
    const fields = {
      title: 'A print',
      sellerId: 'sam',
      startPriceCents: 1_000,
      reserveCents: secrets.reserveCents,
    };
    const body = JSON.stringify({ lotId, ...fields });
    await granted({ who, method: 'POST', path: `/drops/${drop}/lots`, body });
    return lotId;
  };
  const command = (who: 'ava' | 'olga', lotId: string, what: string): Promise<void> =>
    said(who, {
      action: 'lot',
      commandId: ulid(),
      lotId,
      command: what,
      reason: what === 'withdraw' ? 'x' : undefined,
    } as never);

  let sueIsSuspended = true;
  /**
   * Two drops as the cases need them. In ours are a lot that is open, with Ben's maximum on it, one that is scheduled and one
   * that is over, and Sue is suspended; in the other one is open.
   */
  const renew = async (): Promise<void> => {
    sueIsSuspended = true;
    ids.drop = ulid();
    ids.otherDrop = ulid();
    await granted({ who: 'ava', method: 'POST', path: '/drops', body: aDrop(ids.drop) });
    await granted({ who: 'olga', method: 'POST', path: '/drops', body: aDrop(ids.otherDrop) });
    for (const who of ['bea', 'ben', 'sue', 'sam'] as const)
      await granted({ who, method: 'POST', path: `/drops/${ids.drop}/paddles` });
    await granted({ who: 'bob', method: 'POST', path: `/drops/${ids.otherDrop}/paddles` });
    const suspension = { who: 'ava', method: 'PUT', body: '{"suspended":true}' } as const;
    await granted({ ...suspension, path: `/drops/${ids.drop}/paddles/3/suspension` });
    ids.openLot = await enter('ava', ids.drop);
    ids.scheduledLot = await enter('ava', ids.drop);
    ids.soldLot = await enter('ava', ids.drop);
    ids.otherLot = await enter('olga', ids.otherDrop);
    ids.bensBid = ulid();
    await command('ava', ids.openLot, 'open');
    await command('ava', ids.soldLot, 'open');
    await command('olga', ids.otherLot, 'open');
    await said('ben', {
      ...{ action: 'bid', bidId: ids.bensBid, lotId: ids.openLot, kind: 'maximum', attempt: 1 },
      amountCents: secrets.maximumCents,
    } as never);
    await command('ava', ids.soldLot, 'withdraw');
  };
  await renew();

  return {
    ...{ ask, say, principalOf, lotsTable, recordsTable },
    idOf: (name: IdName): string => (name === 'new' ? ulid() : ids[name]),
    renew,
    /** In which drop's lots somebody may bid. */
    bidsIn: (who: PersonName): 'ours' | 'the other' | 'none' => {
      if (who === 'bob') return 'the other';
      return who === 'bea' || who === 'sam' || (who === 'sue' && !sueIsSuspended) ? 'ours' : 'none';
    },
    /** Keys of the lots that are Sam's whatever anybody corrects: those that have been open. */
    samsLots: (): readonly string[] => [keyOfLot(ids.openLot), keyOfLot(ids.soldLot)],
    sueMayBid: (): void => {
      sueIsSuspended = false;
    },
    /** Whose each lot is that was here before the cases, by its key. */
    ownLots: (): ReadonlyMap<string, 'ours' | 'the other'> => lotsOf,
    /** Who may connect: the verdict of the authorizer. */
    handshake: async (event: object): Promise<unknown> => authorize(event as never),
    /** Every item of the lots table, by its key. */
    lots: async (): Promise<ReadonlyMap<string, string>> => {
      const items = new Map<string, string>();
      let from: Record<string, never> | undefined;
      do {
        const page = await database.send(
          new ScanCommand({ TableName: lotsTable, ConsistentRead: true, ExclusiveStartKey: from }),
        );
        for (const item of page.Items ?? []) {
          const key = Buffer.from(item.lotId?.B ?? []).toString('hex');
          const sorted = Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1));
          items.set(
            key,
            JSON.stringify(sorted, (_, value) =>
              value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
            ),
          );
        }
        from = page.LastEvaluatedKey as typeof from;
      } while (from !== undefined);
      return items;
    },
    stop: () => {
      queue.close();
      database.destroy();
    },
  };
}
export type FuzzedSaleroom = Awaited<ReturnType<typeof openFuzzedSaleroom>>;
