import { changeSuspension, decideSuspension } from '@gaveldrop/bidding';
import type { PaddleForAuctioneer } from '@gaveldrop/protocol';
import {
  type Cents,
  type DropId,
  type LotId,
  limits,
  type PaddleNumber,
  type SellerId,
} from '@gaveldrop/units';
import { type EndPorts, endConnections } from './end-connections.ts';
import { pauseBeforeAttempt } from './pause-before-attempt.ts';
import { type Person, runs } from './person.ts';
import type { Digest } from './ports/digest.ts';
import type { DropStore } from './ports/drop-store.ts';
import { fault } from './ports/fault.ts';
import type { LotStore, OpenLotsOfDrop } from './ports/lot-store.ts';
import type { Paddle, PaddleStore } from './ports/paddle-store.ts';
import { done, dropUnknown, notAuctioneer, type Outcome, type Refusal, refuse } from './refusal.ts';
import { sealedChange } from './sealed-change.ts';

export type PaddlePorts = EndPorts & {
  readonly digest: Digest;
  readonly drops: Pick<DropStore, 'read'>;
  readonly paddles: PaddleStore;
  readonly lots: Pick<LotStore, 'read' | 'commit' | 'readOpenLots' | 'commitOpenLots'>;
};

const forAuctioneer = (paddle: Paddle, suspended: readonly PaddleNumber[]): PaddleForAuctioneer => ({
  paddleNumber: paddle.paddleNumber,
  userId: paddle.userId,
  suspended: suspended.includes(paddle.paddleNumber),
  ...(paddle.name === undefined ? {} : { name: paddle.name }),
  ...(paddle.limitCents === undefined ? {} : { limitCents: paddle.limitCents }),
  ...(paddle.sellerId === undefined ? {} : { sellerId: paddle.sellerId }),
});

/** Registers a person as a bidder of a drop; asked again, the paddle they have. */
export async function registerPaddle(
  ports: PaddlePorts,
  person: Person,
  dropId: DropId,
  name: string | undefined,
): Promise<Outcome<{ paddleNumber: PaddleNumber }>> {
  if ((await ports.drops.read(dropId)) === undefined) return dropUnknown();
  const { paddleNumber } = await ports.paddles.register(dropId, person.userId, name);
  return done({ paddleNumber });
}

const paddleUnknown = (paddleNumber: PaddleNumber): Refusal =>
  refuse('paddle-unknown', `there is no paddle ${paddleNumber} in this drop`, 'paddle');

async function checkRuns(ports: PaddlePorts, person: Person, dropId: DropId): Promise<Refusal | undefined> {
  const drop = await ports.drops.read(dropId);
  if (drop === undefined) return dropUnknown();
  return runs(person, drop) ? undefined : notAuctioneer();
}

/** Who stands behind each paddle of a drop, for its auctioneers. */
export async function listPaddles(
  ports: PaddlePorts,
  person: Person,
  dropId: DropId,
): Promise<Outcome<{ paddles: PaddleForAuctioneer[] }>> {
  const refusal = await checkRuns(ports, person, dropId);
  if (refusal !== undefined) return refusal;
  const [paddles, open] = await Promise.all([ports.paddles.list(dropId), ports.lots.readOpenLots(dropId)]);
  return done({ paddles: paddles.map((paddle) => forAuctioneer(paddle, open.suspendedPaddles)) });
}

/** A paddle that this person may change. */
async function paddleToChange(
  ports: PaddlePorts,
  person: Person,
  dropId: DropId,
  paddleNumber: PaddleNumber,
): Promise<Outcome<Paddle>> {
  const refusal = await checkRuns(ports, person, dropId);
  if (refusal !== undefined) return refusal;
  const paddle = await ports.paddles.readByNumber(dropId, paddleNumber);
  return paddle === undefined ? paddleUnknown(paddleNumber) : done(paddle);
}

async function readPaddle(
  ports: PaddlePorts,
  dropId: DropId,
  paddleNumber: PaddleNumber,
): Promise<Outcome<PaddleForAuctioneer>> {
  const [paddle, open] = await Promise.all([
    ports.paddles.readByNumber(dropId, paddleNumber),
    ports.lots.readOpenLots(dropId),
  ]);
  if (paddle === undefined) return paddleUnknown(paddleNumber);
  return done(forAuctioneer(paddle, open.suspendedPaddles));
}

/** Writes the drop's list first: lots opened from now on copy it. */
async function changeList(
  ports: PaddlePorts,
  dropId: DropId,
  paddleNumber: PaddleNumber,
  suspend: boolean,
): Promise<OpenLotsOfDrop | 'suspended-paddles-max'> {
  for (let attempt = 0; attempt < limits.commitAttemptsMax; attempt += 1) {
    await pauseBeforeAttempt(ports, attempt, 0);
    const open = await ports.lots.readOpenLots(dropId);
    const suspendedPaddles = changeSuspension(open.suspendedPaddles, paddleNumber, suspend);
    if (suspendedPaddles === 'suspended-paddles-max') return suspendedPaddles;
    if (suspendedPaddles === open.suspendedPaddles) return open;
    const next = { ...open, suspendedPaddles, version: open.version + 1 };
    if (await ports.lots.commitOpenLots(next)) return next;
  }
  throw fault('unavailable', `the open lots of drop ${dropId} could not be written`, undefined);
}

async function bringInLine(
  ports: PaddlePorts,
  lotId: LotId,
  paddle: PaddleNumber,
  suspend: boolean,
): Promise<void> {
  let setbacks = 0;
  for (let attempt = 0; attempt < limits.commitAttemptsMax; attempt += 1) {
    await pauseBeforeAttempt(ports, attempt, setbacks);
    const lot = await ports.lots.read(lotId);
    const events = lot === undefined ? [] : decideSuspension(lot, paddle, suspend);
    if (lot === undefined || events.length === 0) return;
    const next = sealedChange({ digest: ports.digest }, lot, ports.clock.nowMs(), events);
    const result = await ports.lots.commit(next);
    if (result.kind === 'committed') return;
    setbacks = result.kind === 'lost' ? 0 : setbacks + 1;
  }
  throw fault('unavailable', `lot ${lotId} could not be written`, undefined);
}

/**
 * Suspends or readmits a paddle: the drop's list, then each open lot, then lots opened meanwhile. [L5]
 * Takes effect on the paddle's next bid; accepted bids stand; a suspended paddle's sockets are closed and its tickets void.
 * Refused when the list is full.
 * @throws a `Fault` when the world fails; the same again does what is left to do.
 */
export async function suspendPaddle(
  ports: PaddlePorts,
  person: Person,
  dropId: DropId,
  paddleNumber: PaddleNumber,
  suspend: boolean,
): Promise<Outcome<PaddleForAuctioneer>> {
  const paddle = await paddleToChange(ports, person, dropId, paddleNumber);
  if (paddle.kind === 'refused') return paddle;
  const first = await changeList(ports, dropId, paddleNumber, suspend);
  if (first === 'suspended-paddles-max') {
    const detail = `a drop may have at most ${limits.suspendedPaddlesMax} suspended paddles; readmit one first`;
    return refuse('suspended-paddles-max', detail, 'suspended');
  }
  // Each lot is brought in line with the list as it stands, until the list has stood still meanwhile: lots may open, and
  // another auctioneer may wish the opposite.
  for (let list = first, passes = 0; ; passes += 1) {
    const suspended = list.suspendedPaddles.includes(paddleNumber);
    await Promise.all(list.lotIds.map((lotId) => bringInLine(ports, lotId, paddleNumber, suspended)));
    const again = await ports.lots.readOpenLots(dropId);
    if (again.version === list.version) break;
    if (passes >= limits.commitAttemptsMax)
      throw fault('unavailable', `the open lots of drop ${dropId} do not stand still`, undefined);
    list = again;
  }
  if (suspend) await endConnections(ports, dropId, paddle.value.userId);
  return readPaddle(ports, dropId, paddleNumber);
}

/**
 * Sets or takes away a paddle's limit, or its tie to a seller. It holds from the next ticket, so tickets already made are
 * void and the paddle's sockets are closed. [B8]
 * @throws a `Fault` when the world fails; the same again does what is left to do.
 */
export async function changePaddle(
  ports: PaddlePorts,
  person: Person,
  dropId: DropId,
  paddleNumber: PaddleNumber,
  change: { limitCents: Cents | undefined } | { sellerId: SellerId | undefined },
): Promise<Outcome<PaddleForAuctioneer>> {
  const paddle = await paddleToChange(ports, person, dropId, paddleNumber);
  if (paddle.kind === 'refused') return paddle;
  await ports.paddles.change(dropId, paddleNumber, change);
  await endConnections(ports, dropId, paddle.value.userId);
  return readPaddle(ports, dropId, paddleNumber);
}
