import { WebSocket } from 'ws';
import type { Arrival, FromCrowd, ToCrowd } from './crowd-messages.ts';
import { readPush } from './read-push.ts';

// The viewers, in a process of their own: bare sockets that say hello, and then keep when they heard what. It ends when the
// process that started it does.

/** How many connect at once. */
const atOnce = 8;

let arrivals: Arrival[][] = [];
let leaving = false;
const tell = (message: FromCrowd): void => void process.send?.(message);

function connect(viewer: number, address: string, origin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, { origin, perMessageDeflate: false });
    socket.on('error', reject);
    socket.on('unexpected-response', (_, response) =>
      reject(new Error(`the handshake was refused with ${response.statusCode}`)),
    );
    socket.on('open', () =>
      socket.send(JSON.stringify({ action: 'hello', protocol: 1, have: {}, pending: [] })),
    );
    socket.on('message', (data) => {
      const arrivedAtMs = Date.now();
      const text = data.toString();
      const push = readPush(text);
      if (push !== undefined) arrivals[viewer]?.push({ ...push, arrivedAtMs });
      else if (text.startsWith('{"type":"welcome"')) resolve();
      else tell({ kind: 'wrong', what: `a viewer heard ${text.slice(0, 200)}` });
    });
    socket.on('close', (code) => {
      if (!leaving) tell({ kind: 'wrong', what: `a viewer's socket closed with ${code}` });
    });
  });
}

async function connectAll(addresses: readonly string[], origin: string): Promise<void> {
  const before = arrivals.length;
  arrivals.push(...addresses.map(() => []));
  let next = 0;
  const connectSome = async (): Promise<void> => {
    for (let at = next++; at < addresses.length; at = next++)
      await connect(before + at, addresses[at] ?? '', origin);
  };
  await Promise.all(Array.from({ length: atOnce }, connectSome));
  tell({ kind: 'connected' });
}

process.on('message', (message: ToCrowd) => {
  switch (message.kind) {
    case 'connect':
      connectAll(message.addresses, message.origin).catch((thrown: Error) =>
        tell({ kind: 'wrong', what: thrown.message }),
      );
      return;
    case 'report': {
      const { user, system } = process.cpuUsage();
      tell({ kind: 'heard', arrivals, usedUs: user + system });
      arrivals = arrivals.map(() => []);
    }
  }
});
process.on('disconnect', () => {
  leaving = true;
  process.exit(0);
});
