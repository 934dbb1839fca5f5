import {
  bidSchema,
  type LotAnswer,
  type LotCommandMessage,
  lotCommandSchema,
  type Parsed,
  type PublicLot,
  parseAs,
  phaseOf,
  type ServerMessage,
  slowDownCode,
  type WelcomeMessage,
} from '@gaveldrop/protocol';
import { assertNever, type BidId, type CommandId, type EpochMs } from '@gaveldrop/units';
import { bidDesk } from './bid-desk.ts';
import { clockKeeper } from './clock-keeper.ts';
import { commandDesk } from './command-desk.ts';
import { connectionDriver } from './connection-driver.ts';
import { connectionState } from './connection-state.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { ClientPorts, DropClient, DropState, FeedOptions } from './drop-client-api.ts';
import { helloAgainMessage, helloMessage, pingMessage } from './hello-message.ts';
import { idMaker } from './id-maker.ts';
import { emptyLotBook } from './lot-book.ts';
import { lotKeeper } from './lot-keeper.ts';
import { namedTimers } from './named-timers.ts';
import { pushKeeper } from './push-keeper.ts';
import { type ReadMessage, readServerMessage } from './read-server-message.ts';
import { sameParts } from './same-parts.ts';
import { turns } from './turns.ts';

export type DropClientOptions = {
  /** The socket's address without a query: `wss://…`. */
  readonly webSocketUrl: string;
  /** Where changes are pushed, if not on that socket. */
  readonly feed?: FeedOptions;
  readonly ports: ClientPorts;
};

/**
 * One phone in one drop. It reads no clock, draws no number, sets no timer and opens no socket but through its ports.
 * Once stopped or refused it may be started again; bids that were pending are then asked about and sent again.
 */
export function createDropClient({ webSocketUrl, feed, ports }: DropClientOptions): DropClient {
  let welcome: Pick<DropState, 'drop' | 'you' | 'more'> = {};
  let lastError: DropState['lastError'];
  let invalidMessages = 0;
  let pingsForNews = 0;
  const listeners = new Set<(state: DropState) => void>();

  const clock = clockKeeper(ports);
  const { nowMs, serverNowMs } = clock;
  const takeStamp = (stampMs: number): void => {
    if (clock.isDoubtful(stampMs)) driver.dispatch({ kind: 'clock-doubted' });
  };
  const takeSpread = (ms: number | undefined): void => {
    if (ms === undefined) return;
    driver.dispatch({ kind: 'spread', ms });
    pushes.onSpread(ms);
  };
  const makeId = idMaker(() => ports.random());
  const freshId = (): string => makeId(serverNowMs());

  const turn = turns(() => {
    pushes.follow();
    tell();
  });
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
    chance: () => ports.random(),
    timers,
    isLive,
    spreadMs: () => driver.connection().outlook.spreadMs,
    bids: () => bids.bids(),
    paddleNumber: () => welcome.you?.paddleNumber,
    askAgain: () => driver.dispatch({ kind: 'hello-wanted' }),
  });
  const driver = connectionDriver(webSocketUrl, ports, timers, turn, {
    sayHello(first) {
      clock.onHello(first);
      // What was pushed before any welcome says nothing of the other lots: until then all are asked for.
      const known = welcome.drop === undefined ? emptyLotBook : lots.book();
      driver.send(first ? helloMessage(known, bids.pending()) : helloAgainMessage(lots.book()));
    },
    sayPing(asks) {
      const ping = pingMessage(lots.book(), nowMs(), asks, pingsForNews);
      if (asks === 'news') pingsForNews += 1;
      pushes.onPing(ping.sentAtMs, asks === 'all-news');
      driver.send(ping);
    },
    onText(text) {
      const read = readServerMessage(text);
      switch (read.kind) {
        case 'message':
          onMessage(read.message);
          return;
        case 'gateway':
          // Whatever it was about is unanswered, and its own timer sends it again.
          pushes.onUnanswered();
          return;
        case 'invalid':
          onInvalid(read.code, read.message);
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
    readSnapshot: () => pushes.rush(),
    onNetworkDoubted: () => pushes.onNetworkDoubted(),
    isWanted: () => bids.isWaiting() || commands.isWaiting(),
    isClockVague: () => clock.isVague(),
    isClimax: () => lots.inOrder().some((lot) => isClimax(lot, serverNowMs())),
  });

  const pushes = pushKeeper(feed, {
    ...{ ports, timers, turn, serverNowMs },
    clockDoubtMs: () => clock.doubtMs(),
    connection: () => driver.connection(),
    lots: () => lots.inOrder(),
    onText: (text) => onPush(readServerMessage(text)),
    onInvalid: (message) => onInvalid('feed-frame-unknown', message),
    onRefused(code, message) {
      lastError = { code: 'feed-refused', message: `${code}: ${message}` };
    },
    askMissed: () => driver.dispatch({ kind: 'missed' }),
    onSnapshot: (snapshot) => lots.take(snapshot, 'snapshot'),
  });

  const onInvalid = (code: string, message: string): void => {
    invalidMessages += 1;
    lastError = { code, message };
  };

  /** The feed brings changed lots, and nothing else. */
  const onPush = (read: ReadMessage): void => {
    if (read.kind === 'message' && read.message.type === 'lots') onMessage(read.message);
    else if (read.kind === 'invalid') onInvalid(read.code, read.message);
    else onInvalid('feed-message-unknown', 'the feed sent a message that is not about lots');
  };

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
        clock.onPong(message.sentAtMs, message);
        takeSpread(message.reconnectSpreadMs);
        pushes.onPong(message.sentAtMs, message.lots, message.serverNowMs);
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
        if (message.of === 'ping' || message.of === undefined) pushes.onUnanswered();
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
    clock.onWelcome(message);
    takeSpread(message.reconnectSpreadMs);
    pushes.onPushedBy(message.pushedBy);
    welcome = { drop: message.drop, you: asPerson(message.you), more: message.more };
    lots.takeWelcome(message.lots, isFirstEver);
    driver.dispatch({ kind: 'welcomed', round: driver.connection().round });
    if (!isFirstHere) return;
    bids.onWelcome(message.pending);
    commands.onWelcome();
    lots.onLive();
    pushes.onLive();
  };

  const read = (): DropState => ({
    connection: connectionState(driver.connection()),
    pushed: pushes.isPushed(),
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
      fitting(parseAs(bidSchema, { action: 'bid', bidId, lotId, amountCents, kind, attempt: 1 }));
      turn(() => {
        bids.place({ bidId, lotId, amountCents, kind });
        driver.dispatch({ kind: 'wanted' });
      });
      return bidId;
    },
    command: async ({ lotId, command, reason }): Promise<LotAnswer> => {
      const commandId = freshId() as CommandId;
      const message = fitting(
        parseAs<LotCommandMessage>(lotCommandSchema, {
          ...{ action: 'lot', commandId, lotId, command },
          ...(reason === undefined ? {} : { reason }),
        }),
      );
      return new Promise((resolve, reject) => {
        turn(() => {
          commands.give(message, { resolve, reject });
          driver.dispatch({ kind: 'wanted' });
        });
      });
    },
    hint: (hint) =>
      turn(() => {
        driver.dispatch({ kind: 'hint', hint });
        pushes.onHint(hint);
      }),
    catalogueRead: () => turn(() => lots.onCatalogueRead()),
    mergeSnapshot: (snapshot) => turn(() => lots.take(snapshot, 'snapshot')),
  };
}

/** What was given, if it fits the wire; the saleroom would only say the same, later. */
function fitting<T>(parsed: Parsed<T>): T {
  if (parsed.kind === 'invalid') throw new TypeError(parsed.message);
  return parsed.value;
}

/** Who the welcome says this is, without keys that say nothing. */
const asPerson = ({ role, paddleNumber }: WelcomeMessage['you']): NonNullable<DropState['you']> =>
  paddleNumber === undefined ? { role } : { role, paddleNumber };

/** Whether a lot is near its close, or past it with no hammer heard. [C9] */
function isClimax(lot: PublicLot, serverNowMs: EpochMs): boolean {
  const phase = phaseOf(lot, serverNowMs);
  return phase !== undefined && phase !== 'open';
}
