import {
  bidSchema,
  type LotAnswer,
  type LotCommandMessage,
  lotCommandSchema,
  type PongMessage,
  type PublicLot,
  parseAs,
  phaseOf,
  type ServerMessage,
  slowDownCode,
  type WelcomeMessage,
} from '@gaveldrop/protocol';
import { assert, assertNever, type BidId, type CommandId, type EpochMs, epochMs } from '@gaveldrop/units';
import { bidDesk } from './bid-desk.ts';
import { commandDesk } from './command-desk.ts';
import { connectionState } from './connection.ts';
import { connectionDriver } from './connection-driver.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { ClientPorts, DropClient, DropState } from './drop-client-api.ts';
import { clockPingMessage, helloAgainMessage, helloMessage, pingMessage } from './hello-message.ts';
import { idMaker } from './id-maker.ts';
import { emptyLotBook } from './lot-book.ts';
import { lotKeeper } from './lot-keeper.ts';
import { namedTimers } from './named-timers.ts';
import { readServerMessage } from './read-server-message.ts';
import { sameParts } from './same-parts.ts';
import { isClockDoubtful, readClock, unknownClock, withRoundTrip } from './server-clock.ts';
import { turns } from './turns.ts';

export type DropClientOptions = {
  /** The socket's address without a query: `wss://…`. */
  readonly webSocketUrl: string;
  readonly ports: ClientPorts;
};

/**
 * One phone in one drop. It reads no clock, draws no number, sets no timer and opens no socket but through its ports.
 * Once stopped or refused it may be started again; bids that were pending are then asked about and sent again.
 */
export function createDropClient({ webSocketUrl, ports }: DropClientOptions): DropClient {
  let clock = unknownClock;
  let helloSentAtMs: number | undefined;
  let welcome: Pick<DropState, 'drop' | 'you' | 'more'> = {};
  let lastError: DropState['lastError'];
  let invalidMessages = 0;
  let pingsAsking = 0;
  const listeners = new Set<(state: DropState) => void>();

  const nowMs = (): EpochMs => epochMs(Math.max(0, Math.round(ports.nowMs())));
  const serverNowMs = (): EpochMs => {
    const [readMs, next] = readClock(clock, nowMs());
    clock = next;
    return readMs;
  };
  const takeTrip = (sentAtMs: number, answer: Pick<PongMessage, 'receivedAtMs' | 'serverNowMs'>): void => {
    const { receivedAtMs: serverReceivedAtMs, serverNowMs: atMs } = answer;
    clock = withRoundTrip(clock, { sentAtMs, receivedAtMs: nowMs(), serverReceivedAtMs, serverNowMs: atMs });
  };
  /** Of a message that came by itself, or may have waited on the server: it says too little to set the clock by. */
  const takeStamp = (stampMs: number): void => {
    if (isClockDoubtful(clock, stampMs, nowMs())) driver.dispatch({ kind: 'clock-doubted' });
  };
  const takeSpread = (ms: number | undefined): void => {
    if (ms !== undefined) driver.dispatch({ kind: 'spread', ms });
  };
  const makeId = idMaker(() => ports.random());
  const freshId = (): string => makeId(serverNowMs());

  const turn = turns(() => tell());
  const timers = namedTimers((ms, call) => ports.after(ms, () => turn(call)));
  const isLive = (): boolean => driver.connection().phase.kind === 'live';
  const desk: DeskPorts = {
    nowMs,
    serverNowMs,
    chance: () => ports.random(),
    timers,
    isLive,
    send: (message) => driver.send(message),
  };
  const bids = bidDesk(desk);
  const commands = commandDesk(desk);
  const lots = lotKeeper({
    nowMs,
    serverNowMs,
    timers,
    isLive,
    bids: () => bids.bids(),
    paddleNumber: () => welcome.you?.paddleNumber,
    askAgain: () => driver.dispatch({ kind: 'hello-wanted' }),
  });
  const driver = connectionDriver(webSocketUrl, ports, timers, turn, {
    sayHello(first) {
      helloSentAtMs = nowMs();
      // What was pushed before any welcome says nothing of the other lots: until then all are asked for.
      const known = welcome.drop === undefined ? emptyLotBook : lots.book();
      driver.send(first ? helloMessage(known, bids.pending()) : helloAgainMessage(lots.book()));
    },
    sayPing(asks) {
      driver.send(asks ? pingMessage(lots.book(), nowMs(), pingsAsking) : clockPingMessage(nowMs()));
      if (asks) pingsAsking += 1;
    },
    onText(text) {
      const read = readServerMessage(text);
      switch (read.kind) {
        case 'message':
          onMessage(read.message);
          return;
        case 'gateway':
          // Whatever it was about is unanswered, and its own timer sends it again.
          return;
        case 'invalid':
          invalidMessages += 1;
          lastError = { code: read.code, message: read.message };
          return;
        default:
          assertNever(read);
      }
    },
    onSocketLost() {
      bids.onSocketLost();
      commands.onSocketLost();
      lots.onSocketLost();
    },
    onSnapshot: (snapshot) => lots.take(snapshot, 'snapshot'),
    isWanted: () => bids.isWaiting() || commands.isWaiting(),
    isClimax: () => lots.inOrder().some((lot) => isClimax(lot, serverNowMs())),
  });

  const onMessage = (message: ServerMessage): void => {
    switch (message.type) {
      case 'welcome':
        onWelcome(message);
        return;
      case 'bid-answer':
        takeStamp(message.serverNowMs);
        bids.onAnswer(message);
        if (message.lot !== undefined) lots.take([message.lot], 'live');
        lots.checkAgainst(message.lotId);
        return;
      case 'pong':
        takeTrip(message.sentAtMs, message);
        takeSpread(message.reconnectSpreadMs);
        lots.take(message.lots, 'live');
        return;
      case 'lot-answer':
        takeStamp(message.serverNowMs);
        commands.onAnswer(message);
        if (message.lot !== undefined) lots.take([message.lot], 'live');
        return;
      case 'lots':
        takeStamp(message.serverNowMs);
        lots.take(message.lots, 'live');
        return;
      case 'error':
        // Nothing was read, so nothing was refused: whatever it was is unanswered, and its own timer sends it again.
        if (message.code === slowDownCode) return;
        lastError = { code: message.code, message: message.message };
        if (message.of === 'bid') bids.onFault();
        if (message.of === 'lot') commands.onFault();
        return;
      default:
        assertNever(message);
    }
  };

  const onWelcome = (message: WelcomeMessage): void => {
    const isFirstEver = welcome.drop === undefined;
    const isFirstHere = !isLive();
    if (helloSentAtMs !== undefined) takeTrip(helloSentAtMs, message);
    helloSentAtMs = undefined;
    takeSpread(message.reconnectSpreadMs);
    welcome = { drop: message.drop, you: asPerson(message.you), more: message.more };
    lots.takeWelcome(message.lots, isFirstEver);
    driver.dispatch({ kind: 'welcomed', round: driver.connection().round });
    if (!isFirstHere) return;
    bids.onWelcome(message.pending);
    commands.onWelcome();
    lots.onLive();
  };

  const read = (): DropState => ({
    connection: connectionState(driver.connection()),
    welcomed: welcome.drop !== undefined,
    ...welcome,
    lots: lots.inOrder(),
    bids: bids.bids(),
    ...(lastError === undefined ? {} : { lastError }),
    ...(lots.catalogueStale() ? { catalogueStale: true } : {}),
    ...(invalidMessages === 0 ? {} : { invalidMessages }),
  });
  let state = read();
  const tell = (): void => {
    const next = read();
    if (sameParts(state, next)) return;
    state = next;
    for (const listener of [...listeners]) listener(state);
  };

  return {
    start: () => turn(() => driver.dispatch({ kind: 'start' })),
    stop: () =>
      turn(() => {
        driver.dispatch({ kind: 'stop' });
        commands.onStop();
      }),
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    serverNowMs,
    bid({ lotId, amountCents, kind }) {
      const bidId = freshId() as BidId;
      const parsed = parseAs(bidSchema, { action: 'bid', bidId, lotId, amountCents, kind, attempt: 1 });
      assert(parsed.kind === 'valid', `a bid must fit the wire: ${JSON.stringify(parsed)}`);
      turn(() => {
        bids.place({ bidId, lotId, amountCents, kind });
        driver.dispatch({ kind: 'wanted' });
      });
      return bidId;
    },
    command: async ({ lotId, command, reason }): Promise<LotAnswer> => {
      const commandId = freshId() as CommandId;
      const parsed = parseAs<LotCommandMessage>(lotCommandSchema, {
        ...{ action: 'lot', commandId, lotId, command },
        ...(reason === undefined ? {} : { reason }),
      });
      assert(parsed.kind === 'valid', `a command must fit the wire: ${JSON.stringify(parsed)}`);
      return new Promise((resolve, reject) => {
        turn(() => {
          commands.give(parsed.value, { resolve, reject });
          driver.dispatch({ kind: 'wanted' });
        });
      });
    },
    hint: (hint) => turn(() => driver.dispatch({ kind: 'hint', hint })),
    catalogueRead: () => turn(() => lots.onCatalogueRead()),
    mergeSnapshot: (snapshot) => turn(() => lots.take(snapshot, 'snapshot')),
  };
}

/** Who the welcome says this is, without keys that say nothing. */
const asPerson = ({ role, paddleNumber }: WelcomeMessage['you']): NonNullable<DropState['you']> =>
  paddleNumber === undefined ? { role } : { role, paddleNumber };

/** Whether a lot is near its close, or past it with no hammer heard. [C9] */
function isClimax(lot: PublicLot, serverNowMs: EpochMs): boolean {
  const phase = phaseOf(lot, serverNowMs);
  return phase !== undefined && phase !== 'open';
}
