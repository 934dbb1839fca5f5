import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

type Message = Readonly<Record<string, unknown>>;

/** A socket to an event API that keeps all it hears. */
export type Listener = {
  readonly heard: readonly Message[];
  readonly send: (message: unknown) => void;
  /** Sends and waits for the next message of a type. */
  readonly ask: (message: unknown, type: string) => Promise<Message>;
  /** The next message of a type that was not waited for before. */
  readonly next: (type: string) => Promise<Message>;
  readonly closed: Promise<number>;
};

export const inBase64Url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

const hearsWithinMs = 10_000;

/** Connects with these sub-protocols, or gives the status that the handshake was refused with. */
export function listenTo(url: string, protocols: readonly string[]): Promise<Listener | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, [...protocols]);
    onTestFinished(() => socket.terminate());
    const heard: Message[] = [];
    const taken = new Set<Message>();
    const waiting = new Set<() => void>();
    const closed = new Promise<number>((ended) => socket.on('close', ended));
    socket.on('message', (data) => {
      heard.push(JSON.parse(data.toString()));
      for (const look of [...waiting]) look();
    });
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.on('error', reject);
    const next: Listener['next'] = (type) =>
      new Promise((found, missed) => {
        const look = (): void => {
          const one = heard.find((message) => message.type === type && !taken.has(message));
          if (one === undefined) return;
          taken.add(one);
          waiting.delete(look);
          clearTimeout(late);
          found(one);
        };
        const late = setTimeout(() => missed(new Error(JSON.stringify(heard))), hearsWithinMs);
        waiting.add(look);
        look();
      });
    const send = (message: unknown): void =>
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    socket.on('open', () =>
      resolve({
        heard,
        send,
        next,
        closed,
        ask: (message, type) => {
          const answer = next(type);
          send(message);
          return answer;
        },
      }),
    );
  });
}
