import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Saleroom } from '@gaveldrop/local';
import { clientMessageSchemas, snapshotSchema } from '@gaveldrop/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Answered } from './asking.ts';
import { openSaleroom, readTemplate } from './open-saleroom.ts';
import type { Heard, Phone } from './phone.ts';
import { type Cast, gatherCast, httpAsking, socketMessage } from './rights-cast.ts';
import {
  elsewhere,
  type HttpRole,
  httpRights,
  people,
  type SocketRole,
  socketRights,
  type UnfitTicket,
  unfit,
  unproven,
} from './rights-table.ts';
import { joinDrop } from './sold-drop.ts';
import { callUnfit } from './unfit-tickets.ts';

let dataDir = '';
let saleroom: Saleroom;
let cast: Cast;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'gaveldrop-rights-'));
  saleroom = await openSaleroom({ dataDir });
  cast = await gatherCast(saleroom, dataDir);
});
afterAll(async () => {
  await saleroom?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Keys of the routes that the stack has. */
const routes = (): string[] =>
  Object.values(readTemplate().Resources)
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => String(Properties?.RouteKey));

describe('the table has a row', () => {
  test('for every endpoint', () => {
    const endpoints = routes().filter((key) => key.includes(' '));
    expect(Object.keys(httpRights).toSorted()).toEqual(endpoints.toSorted());
    expect(Object.keys(httpAsking).toSorted()).toEqual(endpoints.toSorted());
  });

  test('for every action of a socket', () => {
    const handshake = ['$connect', '$disconnect'];
    const actions = routes().filter((key) => !key.includes(' ') && !handshake.includes(key));
    expect(Object.keys(socketRights).toSorted()).toEqual(actions.toSorted());
    expect(Object.keys(socketRights).toSorted()).toEqual(
      [...Object.keys(clientMessageSchemas), '$default'].toSorted(),
    );
    const asked = Object.values(socketRights).flatMap((asks) => Object.keys(asks));
    expect(Object.keys(socketMessage).toSorted()).toEqual(asked.toSorted());
  });

  test('and a cell for everybody', () => {
    const cells = [...people, ...unproven].toSorted();
    for (const row of Object.values(httpRights)) expect(Object.keys(row).toSorted()).toEqual(cells);
    const callers = [...people, ...elsewhere, ...unfit].toSorted();
    for (const asks of Object.values(socketRights))
      for (const row of Object.values(asks)) expect(Object.keys(row).toSorted()).toEqual(callers);
  });
});

/** Waits until nothing changes by itself any more: the snapshot has every lot, and each whose hammer was called has ended. */
async function comeToRest(): Promise<void> {
  const { ask, tokens, dropId } = cast;
  const token = tokens.auctioneer;
  type Lots = { readonly lots: readonly { readonly status: string; readonly closesAtMs?: number }[] };
  const lotsAt = async (path: string) => ((await ask('GET', path, { token })).json as Lots).lots;
  const rested = async (): Promise<void> => {
    const entries = await lotsAt(`/drops/${dropId}/lots`);
    const lots = await lotsAt(`/drops/${dropId}/snapshot`);
    expect(lots).toHaveLength(entries.length);
    expect(lots.filter(({ status, closesAtMs }) => status === 'open' && closesAtMs !== undefined)).toEqual(
      [],
    );
  };
  await vi.waitFor(rested, { timeout: 40_000, interval: 200 });
}

/** All that an auctioneer can read, but for the time it was read at. */
async function standing(): Promise<readonly string[]> {
  const { ask, tokens, dropId, emptyDropId } = cast;
  const token = tokens.auctioneer;
  await comeToRest();
  const paths = [
    '/drops',
    ...[dropId, emptyDropId].flatMap((id) => [`/drops/${id}/lots`, `/drops/${id}/paddles`]),
    `/drops/${dropId}/snapshot`,
    '/sellers/user-sam/statements',
  ];
  const read = await Promise.all(paths.map((path) => ask('GET', path, { token })));
  return read.map(({ text }) => text.replace(/"serverNowMs":\d+/, ''));
}

/** A status, with a problem's code or the gateway's own word, or with how many statements there are. */
function cameTo({ status, json }: Answered): string {
  const { code, message, statements } = (json ?? {}) as {
    code?: string;
    message?: string;
    statements?: unknown[];
  };
  const why = code ?? message ?? (statements === undefined ? undefined : `with ${statements.length}`);
  return why === undefined ? String(status) : `${status} ${why}`;
}

describe.each(Object.entries(httpRights))('%s', (route, cells) => {
  const asks = async (role: HttpRole): Promise<string> => {
    const [method = '', template = ''] = route.split(' ');
    const { path = template, body } = httpAsking[route]?.(cast) ?? {};
    const headers = { origin: saleroom.siteUrl };
    return cameTo(await cast.ask(method, path, { token: cast.tokens[role], body, headers }));
  };
  const rows = Object.entries(cells) as [HttpRole, string][];
  const refused = rows.filter(([, outcome]) => !outcome.startsWith('2'));
  const done = rows.filter(([, outcome]) => outcome.startsWith('2'));

  let before: readonly string[] = [];
  beforeAll(async () => {
    before = await standing();
  });
  if (refused.length > 0) {
    test.each(refused)('%s: %s', async (role, outcome) => {
      expect(await asks(role)).toBe(outcome);
    });
    test('and of all who are refused nobody has changed anything', async () => {
      expect(await standing()).toEqual(before);
    });
  }
  test.each(done)('%s: %s', async (role, outcome) => {
    expect(await asks(role)).toBe(outcome);
  });
});

/** What a message was answered with, in the table's words. */
function said({ type, ...answer }: Heard): string {
  switch (type) {
    case 'welcome': {
      const { drop, you } = answer as unknown as {
        drop: { dropId: string };
        you: { role: string; paddleNumber?: number };
      };
      const where = drop.dropId === cast.dropId ? 'here' : 'elsewhere';
      return `welcome ${where}, ${[you.role, you.paddleNumber].filter(Boolean).join(' ')}`;
    }
    case 'error':
      return `error: ${answer.code}`;
    case 'bid-answer':
    case 'lot-answer':
      return answer.code === undefined ? String(answer.outcome) : `${answer.outcome}: ${answer.code}`;
    default:
      return String(type);
  }
}

const rights = Object.entries(socketRights).flatMap(([route, asks]) =>
  Object.entries(asks).map(([what, cells]) => [route, what, cells] as const),
);

describe('on a socket', () => {
  const phones = new Map<SocketRole, Phone>();
  beforeAll(async () => {
    const { ask, tokens, dropId, otherDropId, bidderOfOtherDrop } = cast;
    const callUp = async (role: SocketRole, token: string | undefined, drop: string): Promise<void> => {
      if (token === undefined) throw new Error(`${role} has no token`);
      phones.set(role, await joinDrop(saleroom, ask, token, drop));
    };
    for (const role of people) await callUp(role, tokens[role], dropId);
    await callUp('bidderOfAnotherDrop', bidderOfOtherDrop, otherDropId);
    await callUp('auctioneerOfAnotherDrop', tokens.auctioneerElsewhere, otherDropId);
  });
  afterAll(() => {
    for (const phone of phones.values()) phone.hangUp();
  });

  const askingPrices = async (): Promise<ReadonlyMap<string, number>> => {
    const { ask, dropId } = cast;
    const { lots } = snapshotSchema.parse((await ask('GET', `/drops/${dropId}/snapshot`)).json);
    return new Map(lots.map((lot) => [lot.lotId, lot.askingPriceCents ?? lot.priceCents ?? 0]));
  };

  describe.each(rights)('%s: %s', (_, what, cells) => {
    const sends = async (role: SocketRole): Promise<string> => {
      const phone = phones.get(role);
      const message = socketMessage[what]?.(cast, await askingPrices());
      if (phone === undefined || message === undefined) throw new Error(`${role} cannot say ${what}`);
      const answer = phone.next(({ type }) => type !== 'lots');
      phone.send(message);
      return said(await answer);
    };
    const callers = (Object.entries(cells) as [SocketRole, string][]).filter(
      ([role]) => !(unfit as readonly string[]).includes(role),
    );
    const isRefused = (outcome: string): boolean => /^(refused|error)/.test(outcome);
    const refused = callers.filter(([, outcome]) => isRefused(outcome));

    test.each(unfit.map((ticket) => [ticket, cells[ticket]] as const))('%s: %s', async (ticket, outcome) => {
      const called = await callUnfit(saleroom, cast, ticket as UnfitTicket, `user-${what.length}-${ticket}`);
      expect('refused' in called ? `not let in: ${called.refused}` : 'let in').toBe(outcome);
    });
    if (refused.length > 0) {
      let before: readonly string[] = [];
      beforeAll(async () => {
        before = await standing();
      });
      test.each(refused)('%s: %s', async (role, outcome) => {
        expect(await sends(role)).toBe(outcome);
      });
      test('and of all who are refused nobody has changed anything', async () => {
        const now = await standing();
        // People who register for a ticket are no change that a message made.
        expect(now.filter((text) => !text.includes('"paddles"'))).toEqual(
          before.filter((text) => !text.includes('"paddles"')),
        );
      });
    }
    test.each(callers.filter(([, outcome]) => !isRefused(outcome)))('%s: %s', async (role, outcome) => {
      expect(await sends(role)).toBe(outcome);
    });
  });
});
