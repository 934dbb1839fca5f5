import type { WebSocket } from 'ws';
import { channelsOf, type EventChannels, type Listener, namespaceOf } from './event-channels.ts';
import type { FeedAuthorization } from './feed-authorization.ts';
import type { EventApiPlan } from './read-event-api.ts';
import { isRecord } from './template-properties.ts';

export type FeedSocketOptions = {
  readonly plan: EventApiPlan;
  readonly channels: EventChannels;
  readonly isAuthorized: FeedAuthorization;
  /** How long a listener should wait for any message before it takes the socket for dead. */
  readonly connectionTimeoutMs: number;
};

type Subscription = { readonly channel: string; readonly listener: Listener };

/** Subscriptions that one socket may have. */
const subscriptionsMax = 200;

const errorOf = (errorType: string, message: string) => ({ errors: [{ errorType, message }] });
export const unauthorized = errorOf('UnauthorizedException', 'You are not authorized to make this call.');

/** Speaks with one listener, whose handshake was authorized, by the protocol `aws-appsync-event-ws`. */
export function serveFeedSocket(
  socket: WebSocket,
  { plan, channels, isAuthorized, connectionTimeoutMs }: FeedSocketOptions,
): void {
  const subscriptions = new Map<string, Subscription>();
  /** Ids whose authorization is still being looked at: whoever is first has the id. */
  const begun = new Set<string>();
  const say = (message: object): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };

  /** Why somebody may not subscribe; undefined when they may. */
  const refusalOf = async (id: string, channel: string | undefined, authorization: unknown) => {
    if (channel === undefined) return errorOf('BadRequestException', 'Invalid Channel Format');
    if (subscriptions.has(id) || begun.has(id))
      return errorOf('DuplicatedOperationError', 'Operation with this id is already known');
    if (subscriptions.size + begun.size >= subscriptionsMax)
      return errorOf('MaxSubscriptionsReachedError', 'Max number of subscriptions reached');
    const namespace = plan.namespaces.get(namespaceOf(channel));
    if (namespace === undefined) return errorOf('BadRequestException', 'There is no such namespace');
    begun.add(id);
    const allowed = await isAuthorized(authorization, namespace.subscribeModes).finally(() =>
      begun.delete(id),
    );
    return allowed ? undefined : unauthorized;
  };

  const subscribe = async (id: string, given: Readonly<Record<string, unknown>>): Promise<void> => {
    const channel = channelsOf(given.channel);
    const refusal = await refusalOf(id, channel, given.authorization);
    if (refusal !== undefined || channel === undefined)
      return say({ id, type: 'subscribe_error', ...refusal });
    // One whose socket has ended meanwhile listens no more.
    if (socket.readyState !== socket.OPEN) return;
    const listener: Listener = { hear: (event) => say({ id, type: 'data', event }) };
    subscriptions.set(id, { channel, listener });
    channels.add(channel, listener);
    say({ id, type: 'subscribe_success' });
  };

  const unsubscribe = (id: string): void => {
    const subscription = subscriptions.get(id);
    if (subscription === undefined) {
      const unknown = errorOf('UnknownOperationError', `Unknown operation id ${id}`);
      say({ id, type: 'unsubscribe_error', ...unknown });
      return;
    }
    subscriptions.delete(id);
    channels.remove(subscription.channel, subscription.listener);
    say({ id, type: 'unsubscribe_success' });
  };

  const receive = async (text: string): Promise<void> => {
    let given: unknown;
    try {
      given = JSON.parse(text);
    } catch {
      // Answered below, like anything else that is no message.
    }
    const message = isRecord(given) ? given : {};
    if (message.type === 'connection_init') return say({ type: 'connection_ack', connectionTimeoutMs });
    const { id } = message;
    if (typeof id === 'string' && id !== '') {
      if (message.type === 'subscribe') return subscribe(id, message);
      if (message.type === 'unsubscribe') return unsubscribe(id);
      // Whoever listens has a token, and with a token nobody publishes here.
      if (message.type === 'publish') return say({ id, type: 'publish_error', ...unauthorized });
    }
    say({
      type: 'error',
      ...errorOf('UnsupportedOperation', 'Operation not supported through the realtime channel'),
    });
  };

  socket.on('message', (data) => void receive(data.toString()));
  // The library closes by itself for what is no WebSocket; the error only repeats why.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const { channel, listener } of subscriptions.values()) channels.remove(channel, listener);
    subscriptions.clear();
  });
}
