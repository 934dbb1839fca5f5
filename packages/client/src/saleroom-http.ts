import {
  catalogueEntrySchema,
  catalogueSchema,
  dropListSchema,
  dropSchema,
  type History,
  historySchema,
  type KeySet,
  keySetSchema,
  type LotCorrection,
  meSchema,
  type NetAtPrice,
  type NewDrop,
  type NewLot,
  netSchema,
  type PaddleForAuctioneer,
  type ProblemDetails,
  type PublicCatalogueEntry,
  type PublicDrop,
  paddleListSchema,
  paddleSchemaForAuctioneer,
  type Receipt,
  receiptListSchema,
  registrationSchema,
  type Snapshot,
  type StatementAnswer,
  snapshotSchema,
  statementListSchema,
  statementSchema,
  type TicketAnswer,
  ticketSchema,
} from '@gaveldrop/protocol';
import type { Cents, DropId, LotId, PaddleNumber, SellerId, Sequence, UserId } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { SnapshotWanted } from './drop-client-api.ts';
import { type HttpCallerOptions, httpCaller } from './http-caller.ts';
import { isSaleroomProblem, saleroomProblem } from './saleroom-problem.ts';

export type StatementName = {
  readonly statementId: string;
  readonly dropId: DropId;
  readonly dropTitle: string;
};

/** The saleroom's HTTP API. Every function throws a `SaleroomProblem` for what is not its answer, and nothing else. */
export type SaleroomHttp = {
  /** Who the token says this is. */
  me(): Promise<{ readonly userId: UserId; readonly auctioneer: boolean }>;
  /** With a `dropId` of one's own, sending twice makes one drop. */
  createDrop(drop: NewDrop): Promise<PublicDrop>;
  listDrops(): Promise<readonly PublicDrop[]>;
  readDrop(dropId: DropId): Promise<PublicDrop>;
  /** With a `lotId` of one's own, sending twice makes one lot. */
  addLot(dropId: DropId, lot: NewLot): Promise<PublicCatalogueEntry>;
  /** The catalogue, in order. */
  listLots(dropId: DropId): Promise<readonly PublicCatalogueEntry[]>;
  /** Only while the lot is scheduled. */
  correctLot(dropId: DropId, lotId: LotId, correction: LotCorrection): Promise<PublicCatalogueEntry>;
  /** Registers this person as a bidder; registering again answers with the same paddle. */
  register(dropId: DropId): Promise<PaddleNumber>;
  listPaddles(dropId: DropId): Promise<readonly PaddleForAuctioneer[]>;
  suspendPaddle(dropId: DropId, paddle: PaddleNumber, suspended: boolean): Promise<PaddleForAuctioneer>;
  /** A limit of null is none. */
  limitPaddle(dropId: DropId, paddle: PaddleNumber, limitCents: Cents | null): Promise<PaddleForAuctioneer>;
  /** Ties a paddle to a seller, whose lots it may then not bid on; null unties. [B8] */
  tiePaddle(dropId: DropId, paddle: PaddleNumber, sellerId: SellerId | null): Promise<PaddleForAuctioneer>;
  /** A ticket for one connection; it works once, within 30 s. */
  takeTicket(dropId: DropId): Promise<TicketAnswer>;
  /**
   * Every lot's public form; a kept one, which is what is read unless another is wanted, may be a second old. Where kept
   * ones are out of reach it is the HTTP API's.
   */
  snapshot(dropId: DropId, wanted?: SnapshotWanted): Promise<Snapshot>;
  /** All public events of a lot after a sequence, from the first by default, in order. */
  history(dropId: DropId, lotId: LotId, after?: Sequence): Promise<History['entries']>;
  /**
   * A lot's whole history as one, which is what the verifier reads. Of a lot that is over: one that ends while its
   * pages are read may lack openings of the first of them.
   */
  wholeHistory(dropId: DropId, lotId: LotId): Promise<History>;
  /** The public keys that refusals are signed with. */
  keys(): Promise<KeySet>;
  /** This person's own accepted bids. */
  receipts(dropId: DropId): Promise<readonly Receipt[]>;
  /** What a hammer price would bring the seller, line by line. [M7] */
  netAtPrice(lotId: LotId, priceCents: Cents): Promise<NetAtPrice>;
  listStatements(sellerId: SellerId): Promise<readonly StatementName[]>;
  readStatement(sellerId: SellerId, statementId: string): Promise<StatementAnswer>;
  /** A statement as a text: lines of comma-separated values, or a page to print. */
  statementDocument(sellerId: SellerId, statementId: string, form: 'csv' | 'html'): Promise<string>;
};
export type { ProblemDetails };

export type SaleroomHttpOptions = HttpCallerOptions & {
  /** Where snapshots are kept for a second, for everybody alike; the HTTP API itself where there is no such place. */
  readonly snapshotUrl?: string | undefined;
};

/** What the place where snapshots are kept says in the saleroom's own name: there is no such drop, too many ask. */
const passedOn: ReadonlySet<number> = new Set([404, 429]);

/** The saleroom at an address, in the name of whoever the token is for. */
export function createSaleroomHttp(options: SaleroomHttpOptions): SaleroomHttp {
  const { json, text } = httpCaller(options);
  const { httpUrl, snapshotUrl, fetch } = options;
  // Nobody in particular reads a snapshot: a token would only make a browser ask first whether it may.
  const token = async (): Promise<undefined> => undefined;
  const unnamed = httpCaller({ httpUrl, token, fetch });
  const keeper = snapshotUrl === undefined ? undefined : httpCaller({ httpUrl: snapshotUrl, token, fetch });
  const dropPath = (dropId: DropId): string => `/drops/${encodeURIComponent(dropId)}`;
  const lotPath = (dropId: DropId, lotId: LotId): string =>
    `${dropPath(dropId)}/lots/${encodeURIComponent(lotId)}`;
  const paddlePath = (dropId: DropId, paddle: PaddleNumber): string =>
    `${dropPath(dropId)}/paddles/${paddle}`;
  const statementsPath = (sellerId: SellerId): string =>
    `/sellers/${encodeURIComponent(sellerId)}/statements`;
  const statementPath = (sellerId: SellerId, statementId: string): string =>
    `${statementsPath(sellerId)}/${encodeURIComponent(statementId)}`;

  const historyPage = (dropId: DropId, lotId: LotId, after: Sequence | undefined): Promise<History> => {
    const query = after === undefined ? '' : `?after=${after}`;
    return json(historySchema, 'GET', `${lotPath(dropId, lotId)}/history${query}`);
  };

  const allPages = async (
    dropId: DropId,
    lotId: LotId,
    after: Sequence | undefined,
  ): Promise<Omit<History, 'nextAfter'>> => {
    const entries: History['entries'] = [];
    const opened: History['opened'] = [];
    let from = after;
    for (let page = 0; page < clientLimits.historyPagesMax; page += 1) {
      const { nextAfter, ...more } = await historyPage(dropId, lotId, from);
      entries.push(...more.entries);
      opened.push(...more.opened);
      if (nextAfter === undefined) return { ...more, entries, opened };
      if (from !== undefined && nextAfter <= from) break;
      from = nextAfter;
    }
    throw saleroomProblem({ status: 502, code: 'unreadable-answer', detail: 'the history does not end' });
  };

  return {
    me: () => json(meSchema, 'GET', '/me'),
    createDrop: (drop) => json(dropSchema, 'POST', '/drops', drop),
    listDrops: async () => (await json(dropListSchema, 'GET', '/drops')).drops,
    readDrop: (dropId) => json(dropSchema, 'GET', dropPath(dropId)),
    addLot: (dropId, lot) => json(catalogueEntrySchema, 'POST', `${dropPath(dropId)}/lots`, lot),
    listLots: async (dropId) => (await json(catalogueSchema, 'GET', `${dropPath(dropId)}/lots`)).lots,
    correctLot: (dropId, lotId, correction) =>
      json(catalogueEntrySchema, 'PATCH', lotPath(dropId, lotId), correction),
    register: async (dropId) =>
      (await json(registrationSchema, 'POST', `${dropPath(dropId)}/paddles`, {})).paddleNumber,
    listPaddles: async (dropId) =>
      (await json(paddleListSchema, 'GET', `${dropPath(dropId)}/paddles`)).paddles,
    suspendPaddle: (dropId, paddle, suspended) =>
      json(paddleSchemaForAuctioneer, 'PUT', `${paddlePath(dropId, paddle)}/suspension`, { suspended }),
    limitPaddle: (dropId, paddle, limitCents) =>
      json(paddleSchemaForAuctioneer, 'PUT', `${paddlePath(dropId, paddle)}/limit`, { limitCents }),
    tiePaddle: (dropId, paddle, sellerId) =>
      json(paddleSchemaForAuctioneer, 'PUT', `${paddlePath(dropId, paddle)}/seller`, { sellerId }),
    takeTicket: (dropId) => json(ticketSchema, 'POST', '/tickets', { dropId }),
    snapshot: async (dropId, wanted = 'kept') => {
      const path = `${dropPath(dropId)}/snapshot`;
      const fresh = wanted === 'fresh';
      const ask = () => unnamed.json(snapshotSchema, 'GET', path, undefined, { fresh });
      if (fresh || keeper === undefined) return ask();
      try {
        return await keeper.json(snapshotSchema, 'GET', path);
      } catch (problem) {
        // What the saleroom itself said, it would say again; nor is one that has too much to do asked twice.
        if (isSaleroomProblem(problem) && passedOn.has(problem.status)) throw problem;
        return ask();
      }
    },
    history: async (dropId, lotId, after) => (await allPages(dropId, lotId, after)).entries,
    wholeHistory: (dropId, lotId) => allPages(dropId, lotId, undefined),
    keys: () => json(keySetSchema, 'GET', '/keys'),
    receipts: async (dropId) =>
      (await json(receiptListSchema, 'GET', `${dropPath(dropId)}/receipts`)).receipts,
    netAtPrice: (lotId, priceCents) =>
      json(netSchema, 'GET', `/lots/${encodeURIComponent(lotId)}/net?priceCents=${priceCents}`),
    listStatements: async (sellerId) =>
      (await json(statementListSchema, 'GET', statementsPath(sellerId))).statements,
    readStatement: (sellerId, statementId) =>
      json(statementSchema, 'GET', statementPath(sellerId, statementId)),
    statementDocument: (sellerId, statementId, form) =>
      text(statementPath(sellerId, statementId), `text/${form}`),
  };
}
