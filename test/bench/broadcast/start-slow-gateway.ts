import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type SlowGateway = {
  /** Where `@connections` is, with the stage. */
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
};

const script = fileURLToPath(new URL('./slow-gateway-child.ts', import.meta.url));

/**
 * Starts a stand-in for `@connections` that answers every post after `delayMs`; it ends by itself when this process does. Over
 * HTTPS it is who `loopbackCertificate` says, whom its clients must trust.
 * @throws when it does not start.
 */
export async function startSlowGateway(scheme: 'http' | 'https', delayMs: number): Promise<SlowGateway> {
  const child = spawn(process.execPath, [script, scheme, String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<undefined>((resolve) => child.once('exit', () => resolve(undefined)));
  child.stdin.on('error', () => undefined);
  const said = new Promise<string>((resolve) =>
    createInterface({ input: child.stdout }).once('line', resolve),
  );
  const port = await Promise.race([said, ended]);
  if (port === undefined) throw new Error('the stand-in for @connections did not start');
  return {
    endpoint: `${scheme}://127.0.0.1:${port}/live`,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
