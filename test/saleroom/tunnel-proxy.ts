import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between phones and a server as a network does: it takes its time, and can be gone. */
export type TunnelProxy = {
  /** The server's address, by way of the proxy. */
  readonly by: (url: string) => string;
  /** From now on nothing gets through, and nobody is told: sockets stay as they are, and are silent. */
  readonly cut: () => void;
  /**
   * New sockets get through again. Those from before never do: to the network they came back on they are strangers.
   */
  readonly mend: () => void;
  readonly stop: () => Promise<void>;
};

/** Passes on what comes for the server at `url`, each piece `wayMs` late. */
export async function startTunnelProxy(url: string, wayMs: number): Promise<TunnelProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let lost = new WeakSet<Socket>();
  let isCut = false;

  const pass = (from: Socket, to: Socket): void => {
    const late = (call: () => void): void => {
      setTimeout(() => {
        if (!lost.has(from) && !lost.has(to)) call();
      }, wayMs);
    };
    from.on('data', (piece) => late(() => to.write(piece)));
    from.on('end', () => late(() => to.end()));
    from.on('close', () => {
      sockets.delete(from);
      late(() => to.destroy());
    });
    from.on('error', () => undefined);
    sockets.add(from);
    if (isCut) lost.add(from);
  };

  const server = createServer((phone) => {
    const far = connect(Number(target.port), target.hostname);
    pass(phone, far);
    pass(far, phone);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    by: (address) => {
      const through = new URL(address);
      through.port = String(port);
      return through.href.replace(/\/$/, '');
    },
    cut: () => {
      isCut = true;
      lost = new WeakSet(sockets);
    },
    mend: () => {
      isCut = false;
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
