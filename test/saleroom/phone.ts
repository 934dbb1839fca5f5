import { WebSocket } from 'ws';

/** A bare socket of one person, which keeps all it hears. */
export type Phone = {
  /** Every message, parsed; a text that is no JSON is kept as it is. */
  readonly heard: readonly Heard[];
  /** The same as they came. */
  readonly texts: readonly string[];
  /** Sends a message as JSON; a text or bytes as they are. */
  readonly send: (message: unknown) => void;
  /** The next message that fits and was not taken before. @throws when none has come within ten seconds. */
  readonly next: (fits: (message: Heard) => boolean) => Promise<Heard>;
  /** Sends and takes the answer of a type. */
  readonly ask: (message: unknown, type: string) => Promise<Heard>;
  /** The close code, once it has closed. */
  readonly closed: Promise<number>;
  readonly isOpen: () => boolean;
  readonly hangUp: () => void;
};
export type Heard = Readonly<Record<string, unknown>>;

const hearsWithinMs = 20_000;

const read = (text: string): Heard => {
  try {
    return JSON.parse(text) as Heard;
  } catch {
    // A message that is none of ours is shown for what it is.
    return { text };
  }
};

/** Connects, or gives the status that the handshake was refused with. */
export function callUp(
  address: string,
  {
    origin,
    headers = {},
  }: { readonly origin?: string | undefined; readonly headers?: Record<string, string> } = {},
): Promise<Phone | { readonly refused: number }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, {
      perMessageDeflate: false,
      headers,
      ...(origin === undefined ? {} : { origin }),
    });
    const heard: Heard[] = [];
    const texts: string[] = [];
    const taken = new Set<Heard>();
    const waiting = new Set<() => void>();
    const closed = new Promise<number>((ended) => socket.on('close', ended));
    socket.on('message', (data) => {
      texts.push(data.toString());
      heard.push(read(data.toString()));
      for (const look of [...waiting]) look();
    });
    socket.on('unexpected-response', (request, response) => {
      resolve({ refused: response.statusCode ?? 0 });
      request.destroy();
    });
    socket.on('error', reject);

    const next: Phone['next'] = (fits) =>
      new Promise((found, missed) => {
        const look = (): void => {
          const one = heard.find((message) => !taken.has(message) && fits(message));
          if (one === undefined) return;
          taken.add(one);
          waiting.delete(look);
          clearTimeout(late);
          found(one);
        };
        const late = setTimeout(() => {
          waiting.delete(look);
          missed(new Error(`it did not come; heard:\n${texts.slice(-5).join('\n')}`));
        }, hearsWithinMs);
        waiting.add(look);
        look();
      });
    const send = (message: unknown): void =>
      socket.send(
        typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message),
      );

    socket.on('open', () =>
      resolve({
        heard,
        texts,
        send,
        next,
        ask: (message, type) => {
          const answer = next((one) => one.type === type);
          send(message);
          return answer;
        },
        closed,
        isOpen: () => socket.readyState === WebSocket.OPEN,
        hangUp: () => socket.close(),
      }),
    );
  });
}
