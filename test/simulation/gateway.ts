import type { Socket, SocketEvents } from '@gaveldrop/client';
import { actionOf, parseClientMessage, type ServerMessage, slowDownCode } from '@gaveldrop/protocol';
import type { Principal } from '@gaveldrop/saleroom';
import { assertNever, type ConnectionId, epochMs } from '@gaveldrop/units';
import { principalFromContext, principalToContext } from '../../functions/src/socket/principal-context.ts';
import type { Instance } from './function-pool.ts';
import { pageOrigin } from './saleroom.ts';
import type { World } from './world.ts';

/** One phone's way to the world. */
export type Link = {
  readonly phone: string;
  /** Nothing gets through until then. */
  cutOffUntilMs: number;
  /** Nothing runs on the phone until then. */
  asleepUntilMs: number;
};

/** A connection as both ends and the network between them have it. */
type Connection = {
  readonly id: ConnectionId;
  readonly link: Link;
  readonly events: SocketEvents;
  /** As the gateway has it. */
  state: 'opening' | 'up' | 'closed';
  principal: Record<string, string> | undefined;
  /** When the gateway had the handshake. */
  connectedAtMs: number;
  phoneHasIt: boolean;
  /** The network has lost it, and neither end knows. */
  dead: boolean;
  /** When the last frame each way arrives: a socket keeps its order. */
  upAtMs: number;
  downAtMs: number;
};

/** The socket gateway, and the networks between it and the phones. */
export type Gateway = {
  openSocket(link: Link, url: string, events: SocketEvents): Socket;
  post(connectionId: ConnectionId, text: string): 'sent' | 'gone';
  close(connectionId: ConnectionId): 'closed' | 'gone';
  /** A phone's sockets die in silence. */
  loseSockets(link: Link): void;
};

/** A frame of a socket that its phone has closed arrives this late at most: what the phone reckons with. */
const lateFrameMaxMs = 500;

export function createGateway(world: () => World): Gateway {
  const connections = new Map<ConnectionId, Connection>();
  let opened = 0;
  let messages = 0;

  const wayMs = (link: Link): number => {
    const { scheduler, faults, choices } = world();
    const cutMs = Math.max(0, link.cutOffUntilMs - scheduler.nowMs());
    return cutMs + (faults.strikes('messageDelayed') ? choices.whole(60, 450) : choices.whole(3, 25));
  };

  /** What sleeping phones have been sent. */
  const waiting = new Map<Link, (() => void)[]>();
  const wake = (link: Link): void => {
    const heard = waiting.get(link) ?? [];
    waiting.delete(link);
    for (const hear of heard) hear();
  };

  /** Lets something arrive at the phone, after all that was sent to it before. */
  const toPhone = (connection: Connection, arrive: () => void): void => {
    const { scheduler } = world();
    const { link } = connection;
    connection.downAtMs = Math.max(connection.downAtMs, scheduler.nowMs() + wayMs(link));
    const hear = (): void => {
      if (!connection.phoneHasIt) return;
      const sleepsMs = link.asleepUntilMs - scheduler.nowMs();
      if (sleepsMs <= 0) {
        arrive();
        return;
      }
      // All that waits for it is heard in its order.
      connection.downAtMs = Math.max(connection.downAtMs, link.asleepUntilMs);
      waiting.set(link, [...(waiting.get(link) ?? []), hear]);
      if (waiting.get(link)?.length === 1) scheduler.after(sleepsMs, () => wake(link));
    };
    scheduler.after(connection.downAtMs - scheduler.nowMs(), () => {
      if (!connection.dead) hear();
    });
  };
  const hangUp = (connection: Connection): void => {
    if (!connection.phoneHasIt) return;
    connection.phoneHasIt = false;
    connection.events.onClose(1006);
  };
  const tellPhone = (connection: Connection, channel: 'answer' | 'push', text: string): void =>
    toPhone(connection, () => {
      const { scheduler, tell } = world();
      const { phone } = connection.link;
      tell({ type: 'delivered', atMs: scheduler.nowMs(), phone, connection: connection.id, channel, text });
      connection.events.onMessage(text);
    });

  /** The gateway's end of a connection. */
  const endAtGateway = (connection: Connection): void => {
    const { scheduler, functions, saleroom, tell } = world();
    if (connection.state === 'closed') return;
    const wasUp = connection.state === 'up';
    connection.state = 'closed';
    connections.delete(connection.id);
    if (!wasUp) return;
    tell({ type: 'disconnected', atMs: scheduler.nowMs(), connection: connection.id });
    functions.invoke({
      of: 'disconnect',
      handle: ({ ports }) =>
        saleroom.leaveDrop(ports, principalFromContext(connection.principal), connection.id),
      done: () => undefined,
      failed: () => undefined,
    });
  };

  const handshake = (connection: Connection, ticket: string): void => {
    const { scheduler, functions, saleroom, tell } = world();
    connection.connectedAtMs = scheduler.nowMs();
    const refuse = (): void => {
      connection.state = 'closed';
      toPhone(connection, () => hangUp(connection));
    };
    functions.invoke<Principal | undefined>({
      of: 'authorize',
      handle: ({ ports }) => saleroom.admit(ports, ticket, pageOrigin, connection.id),
      done: (principal) => {
        if (connection.state !== 'opening') return;
        if (principal === undefined) return refuse();
        connection.state = 'up';
        connection.principal = principalToContext(principal);
        connections.set(connection.id, connection);
        const { shard, ...told } = principal;
        const { phone } = connection.link;
        tell({
          type: 'connected',
          atMs: scheduler.nowMs(),
          connection: connection.id,
          phone,
          shard,
          principal: told,
        });
        toPhone(connection, () => connection.events.onOpen());
      },
      failed: refuse,
    });
  };

  const answer = async (
    instance: Instance,
    connection: Connection,
    text: string,
    stampMs: number,
  ): Promise<ServerMessage> => {
    const { saleroom } = world();
    const { ports } = instance;
    const principal = principalFromContext(connection.principal);
    const stamp = epochMs(stampMs);
    const action = actionOf(text) as 'hello' | 'bid' | 'ping' | 'lot';
    if (!ports.mayPass(connection.id, stampMs))
      return wrong({ code: slowDownCode, message: 'too many messages' }, action);
    switch (action) {
      case 'hello': {
        const parsed = parseClientMessage(action, text);
        if (parsed.kind === 'invalid') return wrong(parsed, action);
        return saleroom.joinDrop(ports, principal, connection.id, parsed.value);
      }
      case 'bid': {
        const parsed = parseClientMessage(action, text);
        if (parsed.kind === 'invalid') return wrong(parsed, action);
        return saleroom.placeBid(ports, principal, parsed.value, stamp);
      }
      case 'lot': {
        const parsed = parseClientMessage(action, text);
        if (parsed.kind === 'invalid') return wrong(parsed, action);
        return saleroom.commandLot(ports, principal, parsed.value, stamp);
      }
      case 'ping': {
        const parsed = parseClientMessage(action, text);
        if (parsed.kind === 'invalid') return wrong(parsed, action);
        const connectedAtMs = epochMs(connection.connectedAtMs);
        const [lots] = await Promise.all([
          saleroom.newerLots(ports, principal, parsed.value.have),
          saleroom.renewLease(ports, principal, connection.id, connectedAtMs, stamp),
        ]);
        return { type: 'pong', sentAtMs: parsed.value.sentAtMs, lots, serverNowMs: ports.clock.nowMs() };
      }
      default:
        return assertNever(action);
    }
  };

  /** A frame has arrived at the gateway: it is stamped, and its route's function called. */
  const receive = (connection: Connection, text: string): void => {
    const { scheduler, functions, faults, tell } = world();
    messages += 1;
    const message = `message-${messages}`;
    const fail = (): void => {
      const said = { message: 'Internal server error', connectionId: connection.id, requestId: message };
      if (connection.state === 'up') tellPhone(connection, 'answer', JSON.stringify(said));
    };
    const stampMs = scheduler.nowMs();
    tell({
      ...{ type: 'message-received', atMs: stampMs, message, connection: connection.id },
      ...{ text, stampMs },
    });
    functions.invoke({
      of: actionOf(text) as 'hello' | 'bid' | 'ping' | 'lot',
      message,
      handle: (instance) => answer(instance, connection, text, stampMs),
      done: (answered, instance) => {
        const body = JSON.stringify(answered);
        const { handling } = instance;
        const atMs = scheduler.nowMs();
        tell({ type: 'answered', atMs, handling, clockMs: instance.clock.nowMs(), text: body });
        if (faults.strikes('answerLost')) return fail();
        if (connection.state === 'up') tellPhone(connection, 'answer', body);
      },
      failed: fail,
    });
  };

  const lose = (connection: Connection): void => {
    const { scheduler, choices } = world();
    if (connection.dead) return;
    connection.dead = true;
    // Either end may be told some time, or find out by itself.
    if (choices.happens(0.7))
      scheduler.after(choices.whole(0, choices.happens(0.7) ? 800 : 8_000), () => hangUp(connection));
    scheduler.after(choices.whole(0, choices.happens(0.5) ? 1_000 : 60_000), () => endAtGateway(connection));
  };

  return {
    openSocket: (link, url, events) => {
      const { scheduler, faults, tell } = world();
      opened += 1;
      const connection: Connection = {
        ...{ id: `connection-${opened}` as ConnectionId, link, events, state: 'opening' },
        ...{ principal: undefined, connectedAtMs: 0, phoneHasIt: true, dead: false },
        ...{ upAtMs: scheduler.nowMs(), downAtMs: scheduler.nowMs() },
      };
      const ticket = new URL(url).searchParams.get('ticket') ?? '';
      const toGateway = (arrive: () => void): void => {
        const sentAtMs = scheduler.nowMs();
        connection.upAtMs = Math.max(connection.upAtMs, sentAtMs + wayMs(link));
        scheduler.after(connection.upAtMs - sentAtMs, () => {
          if (connection.dead || connection.state === 'closed') return;
          if (!connection.phoneHasIt && scheduler.nowMs() - sentAtMs > lateFrameMaxMs) return;
          arrive();
        });
      };
      toGateway(() => handshake(connection, ticket));
      return {
        send: (text) => {
          if (!connection.phoneHasIt) throw new Error('the socket is closed');
          tell({ type: 'message-sent', atMs: scheduler.nowMs(), connection: connection.id, text });
          if (faults.strikes('socketDropped')) lose(connection);
          toGateway(() => receive(connection, text));
        },
        close: () => {
          if (!connection.phoneHasIt) return;
          connection.phoneHasIt = false;
          scheduler.after(0, () => connection.events.onClose(1000));
          toGateway(() => endAtGateway(connection));
        },
      };
    },
    post: (connectionId, text) => {
      const { scheduler, faults, choices } = world();
      const connection = connections.get(connectionId);
      if (connection === undefined) return 'gone';
      if (faults.strikes('postLost')) return 'sent';
      const copies = faults.strikes('postDoubled') ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const late = faults.strikes('postDelayed')
          ? choices.whole(10, choices.happens(0.3) ? 3_000 : 200)
          : 0;
        scheduler.after(late, () => tellPhone(connection, 'push', text));
      }
      return 'sent';
    },
    close: (connectionId) => {
      const connection = connections.get(connectionId);
      if (connection === undefined) return 'gone';
      endAtGateway(connection);
      toPhone(connection, () => hangUp(connection));
      return 'closed';
    },
    loseSockets: (link) => {
      for (const connection of connections.values()) if (connection.link === link) lose(connection);
    },
  };
}

const wrong = (parsed: { code: string; message: string }, of: string): ServerMessage => ({
  type: 'error',
  code: parsed.code,
  message: parsed.message,
  of,
});
