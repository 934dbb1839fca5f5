import {
  amountSchema,
  dropIdSchema,
  lotCorrectionSchema,
  lotIdSchema,
  newDropSchema,
  newLotSchema,
  paddleLimitSchema,
  paddleSchema,
  paddleSellerSchema,
  sequenceSchema,
  suspensionSchema,
  ticketRequestSchema,
  userIdSchema,
} from '@gaveldrop/protocol';
import {
  addLot,
  type CataloguePorts,
  type CreateDropPorts,
  changePaddle,
  correctLot,
  createDrop,
  type HistoryPorts,
  issueTicket,
  listPaddles,
  listStatements,
  type MoneyPorts,
  type PaddlePorts,
  publicDrop,
  publicEntry,
  readHistory,
  readKeys,
  readNetAtPrice,
  readReceipts,
  readSnapshot,
  readStatement,
  registerPaddle,
  type SnapshotPorts,
  suspendPaddle,
  type TicketPorts,
} from '@gaveldrop/saleroom';
import { type DropId, type LotId, type PaddleNumber, sequence } from '@gaveldrop/units';
import { Hono } from 'hono';
import { handleTrouble } from './handle-trouble.ts';
import { problem } from './problem.ts';
import {
  type Asked,
  answer,
  body,
  type Environment,
  nameOf,
  pathPart,
  person,
  queryNumber,
  wholeNumber,
} from './request.ts';
import { statementResponse } from './statement-response.ts';

export type HttpPorts = CataloguePorts &
  CreateDropPorts &
  HistoryPorts &
  MoneyPorts &
  PaddlePorts &
  SnapshotPorts &
  TicketPorts & { readonly groupClaim: string };

/** How long anyone may keep the public keys: short enough that a new one is known within the hour. */
const keysAgeMaxS = 3_600;

const dropId = (asked: Asked): DropId => pathPart(asked, 'dropId', dropIdSchema);
const lotId = (asked: Asked): LotId => pathPart(asked, 'lotId', lotIdSchema);
const paddle = (asked: Asked): PaddleNumber => pathPart(asked, 'paddle', paddleSchema, wholeNumber);

/** Every endpoint: decode, call one use case, encode. Which of them need a token is the gateway's to enforce. */
export function createApp(ports: HttpPorts): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(async (asked, next) => {
    asked.set('groupClaim', ports.groupClaim);
    await next();
  });
  app.onError(handleTrouble);
  app.notFound(() => problem('not-found', 'there is nothing at this address'));

  app.get('/me', (asked) => Response.json(person(asked)));

  app.get('/drops', async () => {
    const drops = await ports.drops.list();
    return Response.json({ drops: drops.map(publicDrop) });
  });
  app.post('/drops', async (asked) =>
    answer(await createDrop(ports, person(asked), await body(asked, newDropSchema)), 201),
  );
  app.get('/drops/:dropId', async (asked) => {
    const drop = await ports.drops.read(dropId(asked));
    if (drop === undefined) return problem('drop-unknown', 'there is no such drop', 'dropId');
    return Response.json(publicDrop(drop));
  });

  app.get('/drops/:dropId/lots', async (asked) => {
    const id = dropId(asked);
    if ((await ports.drops.read(id)) === undefined)
      return problem('drop-unknown', 'there is no such drop', 'dropId');
    return Response.json({ lots: (await ports.drops.listEntries(id)).map(publicEntry) });
  });
  app.post('/drops/:dropId/lots', async (asked) =>
    answer(await addLot(ports, person(asked), dropId(asked), await body(asked, newLotSchema)), 201),
  );
  app.patch('/drops/:dropId/lots/:lotId', async (asked) => {
    const correction = await body(asked, lotCorrectionSchema);
    return answer(await correctLot(ports, person(asked), dropId(asked), lotId(asked), correction));
  });
  app.get('/drops/:dropId/lots/:lotId/history', async (asked) => {
    const after = queryNumber(asked, 'after', sequenceSchema, sequence(0));
    return answer(await readHistory(ports, dropId(asked), lotId(asked), after));
  });
  app.get('/drops/:dropId/snapshot', async (asked) => {
    const response = answer(await readSnapshot(ports, dropId(asked)));
    response.headers.set('cache-control', 'public, max-age=1');
    return response;
  });

  app.get('/keys', async () => {
    const headers = { 'cache-control': `public, max-age=${keysAgeMaxS}` };
    return Response.json(await readKeys(ports), { headers });
  });
  app.get('/drops/:dropId/receipts', async (asked) =>
    answer(await readReceipts(ports, person(asked), dropId(asked))),
  );
  app.post('/drops/:dropId/paddles', async (asked) =>
    answer(await registerPaddle(ports, person(asked), dropId(asked), nameOf(asked)), 201),
  );
  app.get('/drops/:dropId/paddles', async (asked) =>
    answer(await listPaddles(ports, person(asked), dropId(asked))),
  );
  app.put('/drops/:dropId/paddles/:paddle/suspension', async (asked) => {
    const { suspended } = await body(asked, suspensionSchema);
    return answer(await suspendPaddle(ports, person(asked), dropId(asked), paddle(asked), suspended));
  });
  app.put('/drops/:dropId/paddles/:paddle/limit', async (asked) => {
    const { limitCents } = await body(asked, paddleLimitSchema);
    const change = { limitCents: limitCents ?? undefined };
    return answer(await changePaddle(ports, person(asked), dropId(asked), paddle(asked), change));
  });
  app.put('/drops/:dropId/paddles/:paddle/seller', async (asked) => {
    const { sellerId } = await body(asked, paddleSellerSchema);
    const change = { sellerId: sellerId ?? undefined };
    return answer(await changePaddle(ports, person(asked), dropId(asked), paddle(asked), change));
  });

  app.post('/tickets', async (asked) => {
    const request = await body(asked, ticketRequestSchema);
    const origin = asked.req.header('origin');
    return answer(await issueTicket(ports, person(asked), request.dropId, origin), 201);
  });

  app.get('/lots/:lotId/net', async (asked) => {
    const priceCents = queryNumber(asked, 'priceCents', amountSchema);
    return answer(await readNetAtPrice(ports, person(asked), lotId(asked), priceCents));
  });
  app.get('/sellers/:sellerId/statements', async (asked) => {
    const sellerId = pathPart(asked, 'sellerId', userIdSchema);
    return answer(await listStatements(ports, person(asked), sellerId));
  });
  app.get('/sellers/:sellerId/statements/:statementId', async (asked) => {
    const sellerId = pathPart(asked, 'sellerId', userIdSchema);
    const statementId = pathPart(asked, 'statementId', dropIdSchema);
    const statement = await readStatement(ports, person(asked), sellerId, statementId);
    return statement.kind === 'done'
      ? statementResponse(statement.value, asked.req.header('accept'))
      : answer(statement);
  });
  return app;
}
