import { actionOf, serverMessageSchema } from '@gaveldrop/protocol';
import { isFault } from '@gaveldrop/saleroom';
import { type HttpAnswer, wrongInHttpAnswer } from './check-http-answer.ts';
import { type FuzzedSaleroom, secrets } from './fuzzed-saleroom.ts';
import {
  type HostileCase,
  type HttpCase,
  resolved,
  type SocketCase,
  type SocketRoute,
  socketRoutes,
} from './hostile-case.ts';
import { type Doings, type WatchedRequest, watching, writesTo } from './watched-requests.ts';

/** What came of a case: what is wrong, in words, or how it was answered. */
export type CaseResult =
  | { readonly kind: 'fine'; readonly answered: string; readonly touched: readonly string[] }
  | { readonly kind: 'wrong'; readonly what: string };

/** The world, not the saleroom, was too slow or out of reach: the case says nothing and is tried again. */
export const worldFailed = Symbol('the world failed');

type Answered = { readonly answered: string; readonly text: string };

const typesOf: Readonly<Record<SocketRoute, string>> = {
  ...{ hello: 'welcome', bid: 'bid-answer', ping: 'pong', lot: 'lot-answer', unknown: 'error' },
};

/** Where the gateway hands a message: to the function of its action, or to the one for all others. */
function routeOf({ route, text }: SocketCase): SocketRoute {
  if (route !== undefined) return route;
  const action = actionOf(text) ?? '';
  return socketRoutes.find((one) => one === action && one !== 'unknown') ?? 'unknown';
}

/** Writes to lots that this sender may make at all: bidders on their own drop, auctioneers on theirs, nobody else. */
function mayWriteLots(
  hostile: HostileCase,
  path: string,
  room: FuzzedSaleroom,
): 'ours' | 'the other' | 'a new one' | 'none' {
  if (hostile.kind === 'handshake') return 'none';
  if (hostile.kind === 'socket') {
    const route = routeOf(hostile);
    if (route === 'bid') return room.bidsIn(hostile.who);
    if (route === 'lot')
      return hostile.who === 'ava' ? 'ours' : hostile.who === 'olga' ? 'the other' : 'none';
    return 'none';
  }
  const ofLots = /\/lots(\/[^/]+)?$|\/suspension$/.test(path) && hostile.method !== 'GET';
  if (!ofLots) return 'none';
  // An auctioneer may have made the drop that was nowhere; it has no lots but those made since.
  const auctions = hostile.who === 'ava' || hostile.who === 'olga';
  if (auctions && path.startsWith(`/drops/${room.idOf('nowhere')}/`)) return 'a new one';
  if (hostile.who === 'ava' && path.startsWith(`/drops/${room.idOf('drop')}/`)) return 'ours';
  return hostile.who === 'olga' && path.startsWith(`/drops/${room.idOf('otherDrop')}/`)
    ? 'the other'
    : 'none';
}

/** Whether this may be the auctioneer's own word that Sue is suspended no longer. */
const mayReadmitSue = ({ who, method, path }: HttpCase, room: FuzzedSaleroom): boolean =>
  who === 'ava' &&
  method === 'PUT' &&
  path.startsWith(`/drops/${room.idOf('drop')}/`) &&
  /\/0*3\/suspension$/.test(path);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The keys of the lots table that a write names. */
function keysOf(request: WatchedRequest): readonly string[] {
  const keys: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    for (const [name, field] of Object.entries(value)) {
      const bytes = (field as { readonly B?: unknown } | null)?.B;
      if (name === 'lotId' && bytes instanceof Uint8Array) keys.push(hex(bytes));
      else look(field);
    }
  };
  look(request.input);
  return keys;
}

/** What a case did beside its answer that it may not do. */
function wrongDoing(
  hostile: HostileCase,
  path: string,
  did: Doings,
  granted: boolean,
  room: FuzzedSaleroom,
): string | undefined {
  if (did.bugs > 0) return 'a belief of ours was wrong: a bug is counted';
  const operations = did.requests.map(({ operation }) => operation);
  if (operations.includes('PostToConnection')) return 'a message to somebody else';
  const changesPaddle = hostile.kind === 'http' && hostile.method === 'PUT' && granted;
  if (operations.includes('DeleteConnection') && !changesPaddle)
    return "somebody else's connection is closed";
  const writes = writesTo(did, room.lotsTable);
  const may = mayWriteLots(hostile, path, room);
  if (writes.length > 0 && may === 'none') return `a lot is written: ${JSON.stringify(writes[0])}`;
  if (writes.length > 0 && !granted)
    return `a lot is written and the answer says that something is wrong: ${JSON.stringify(writes[0])}`;
  const known = room.ownLots();
  const foreign = writes.flatMap(keysOf).find((key) => (known.get(key) ?? may) !== may);
  if (foreign !== undefined) return `a lot of another drop is written: ${foreign}`;
  const own = hostile.kind === 'socket' && hostile.who === 'sam' ? room.samsLots() : [];
  if (writes.flatMap(keysOf).some((key) => own.includes(key))) return 'a seller bids on a lot of their own';
  if (operations.includes('SendMessageBatch') && writes.length === 0 && !granted)
    return 'a pulse or nudge for nothing';
  return undefined;
}

/** What an answer tells that its reader may not know. */
function leak(text: string, asked: string, hostile: HostileCase): string | undefined {
  const over = text.includes('LotWithdrawn') || text.includes('LotSold');
  const told = [String(secrets.reserveCents), ...(over ? [] : [String(secrets.maximumCents)])].find(
    (secret) => text.includes(secret) && !asked.includes(secret),
  );
  if (told !== undefined) return `tells ${told}, which is private`;
  const isAva = hostile.kind !== 'handshake' && hostile.who === 'ava';
  return text.includes(secrets.bensUserId) && !isAva ? 'tells who stands behind a paddle' : undefined;
}

async function runSocketCase(
  room: FuzzedSaleroom,
  hostile: SocketCase,
): Promise<Answered & { wrong?: string | undefined; granted: boolean }> {
  const route = routeOf(hostile);
  const { statusCode, body } = await room.say(hostile.who, route, hostile.text);
  const message = serverMessageSchema.safeParse(JSON.parse(body));
  if (statusCode !== 200 || !message.success)
    return { answered: '', text: body, wrong: `no message of ours: ${body}`, granted: false };
  const { type } = message.data;
  const wrong = type === 'error' || type === typesOf[route] ? undefined : `${route} is answered with ${type}`;
  const outcome = 'outcome' in message.data ? message.data.outcome : type;
  const code = 'code' in message.data ? ` ${message.data.code}` : '';
  return { answered: `${route}: ${outcome}${code}`, text: body, wrong, granted: type !== 'error' };
}

async function runHttpCase(
  room: FuzzedSaleroom,
  hostile: HttpCase,
): Promise<Answered & { wrong?: string | undefined; granted: boolean }> {
  const { body: text, ...rest } = hostile;
  const body = text === undefined || !hostile.isBase64Encoded ? text : Buffer.from(text).toString('base64');
  const answer: HttpAnswer = await room.ask({ ...rest, body });
  if (answer.statusCode === 503 && answer.body.includes('"try-again"')) throw worldFailed;
  const wrong = wrongInHttpAnswer(hostile, answer);
  const code = /"code":"([a-z-]+)"/.exec(answer.body)?.[1] ?? '';
  const answered = `http: ${answer.statusCode} ${code}`.trim();
  return { answered, text: answer.body, wrong, granted: answer.statusCode < 300 };
}

async function runHandshake(
  room: FuzzedSaleroom,
  hostile: Extract<HostileCase, { kind: 'handshake' }>,
): Promise<Answered & { wrong?: string | undefined; granted: boolean }> {
  const verdict = await room.handshake({
    methodArn: 'arn:aws:execute-api:us-east-1:000000000000:api/prod/$connect',
    requestContext: { connectionId: 'fuzz-handshake' },
    ...(hostile.headers === undefined ? {} : { headers: hostile.headers }),
    ...(hostile.query === undefined ? {} : { queryStringParameters: hostile.query }),
  });
  const text = JSON.stringify(verdict);
  const wrong = text.includes('"Deny"') && !text.includes('"context"') ? undefined : `let in: ${text}`;
  return { answered: 'handshake: denied', text, wrong, granted: false };
}

/** The case with ids in the place of their names. */
function withIds(room: FuzzedSaleroom, hostile: HostileCase): HostileCase {
  if (hostile.kind === 'handshake') return hostile;
  if (hostile.kind === 'socket') return { ...hostile, text: resolved(hostile.text, room.idOf) };
  const { path, query, body } = hostile;
  return {
    ...hostile,
    path: resolved(path, room.idOf),
    query: resolved(query, room.idOf),
    body: body === undefined ? undefined : resolved(body, room.idOf),
  };
}

const run = (room: FuzzedSaleroom, hostile: HostileCase) => {
  switch (hostile.kind) {
    case 'socket':
      return runSocketCase(room, hostile);
    case 'http':
      return runHttpCase(room, hostile);
    default:
      return runHandshake(room, hostile);
  }
};

/**
 * Sends one case and looks at all that came of it.
 * @throws `worldFailed` when the database could not be reached in time.
 */
export async function runCase(room: FuzzedSaleroom, asked: HostileCase): Promise<CaseResult> {
  const hostile = withIds(room, asked);
  const path = hostile.kind === 'http' ? hostile.path : '';
  if (hostile.kind === 'http' && mayReadmitSue(hostile, room)) room.sueMayBid();
  try {
    const { came, did } = await watching(() => run(room, hostile));
    const wrong =
      came.wrong ??
      leak(came.text, JSON.stringify(hostile), hostile) ??
      wrongDoing(hostile, path, did, came.granted, room);
    if (wrong !== undefined) return { kind: 'wrong', what: `${wrong} — of ${JSON.stringify(hostile)}` };
    return { kind: 'fine', answered: came.answered, touched: writesTo(did, room.lotsTable).flatMap(keysOf) };
  } catch (thrown) {
    if (thrown === worldFailed || isFault(thrown)) throw worldFailed;
    return { kind: 'wrong', what: `it crashes: ${(thrown as Error).stack} — of ${JSON.stringify(hostile)}` };
  }
}
