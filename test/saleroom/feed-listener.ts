import { WebSocket } from 'ws';

/** What was heard of a feed, in order: each event as the JSON it holds. */
export type FeedListener = {
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly hangUp: () => void;
};

const inBase64Url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Listens to a channel with a plain socket. @throws with what was answered, when it is not taken. */
export function listenIn(
  { feedUrl, feedHost }: { readonly feedUrl: string | undefined; readonly feedHost: string | undefined },
  channel: string,
  token: string,
): Promise<FeedListener> {
  const authorization = { host: feedHost, Authorization: token };
  const events: Record<string, unknown>[] = [];
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(String(feedUrl), [
      'aws-appsync-event-ws',
      `header-${inBase64Url(authorization)}`,
    ]);
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`the feed closed with ${code}`)));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString()) as { type: string; event?: string };
      if (message.type === 'connection_ack')
        socket.send(JSON.stringify({ type: 'subscribe', id: 'one', channel, authorization }));
      else if (message.type === 'subscribe_success') resolve({ events, hangUp: () => socket.close() });
      else if (message.type === 'data') events.push(JSON.parse(message.event ?? ''));
      else if (message.type !== 'ka') reject(new Error(data.toString()));
    });
  });
}
