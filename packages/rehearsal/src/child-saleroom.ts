import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { rehearsalLimits } from './rehearsal-limits.ts';
import type { SaleroomAddresses } from './saleroom-addresses.ts';
import { type SaleroomChannel, saleroomChannel } from './saleroom-channel.ts';

/** A saleroom in a process of its own, with data of its own. */
export type ChildSaleroom = SaleroomAddresses &
  SaleroomChannel & {
    readonly issuerUrl: string;
    /** Ends it and waits for that; it ends by itself when this process does. */
    readonly stop: () => Promise<void>;
    /** Ends it as a crash would, and waits until it is gone. */
    readonly kill: () => Promise<void>;
    /** Settles when it is gone, for whatever reason. */
    readonly ended: Promise<void>;
  };

const startScript = fileURLToPath(new URL('../../local/src/start.ts', import.meta.url));

/** Why there is no saleroom; its message is all that a person needs. */
const notStarted = (lastLine = 'it said nothing'): Error =>
  Object.assign(new Error(`the saleroom did not start: ${lastLine}`), {
    name: 'SaleroomNotStarted' as const,
  });

export const isNotStarted = (fault: unknown): fault is Error =>
  fault instanceof Error && fault.name === 'SaleroomNotStarted';

/** Free ports, and data that is forgotten. */
const onItsOwn: readonly string[] = ['--memory', '--port', '0'];

/**
 * Starts a saleroom, on free ports and with fresh data, which it forgets, unless `flags` say otherwise. What it says on
 * stderr is told.
 * @param environment variables besides this process's own, as `DYNAMODB_ENDPOINT`
 * @param flags those of `npm start`
 * @throws what `isNotStarted` knows, with the last it said, when it does not start.
 */
export async function startChildSaleroom(
  tell: (line: string) => void,
  environment: Readonly<Record<string, string>> = {},
  flags: readonly string[] = onItsOwn,
): Promise<ChildSaleroom> {
  const child = spawn(process.execPath, [startScript, '--json', ...flags], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...environment },
  });
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('bug: a child without its pipes');
  // A saleroom that is gone is found out by what it no longer answers.
  stdin.on('error', () => undefined);
  let lastLine: string | undefined;
  createInterface({ input: stderr }).on('line', (line) => {
    lastLine = line;
    tell(line);
  });

  const stop = async (): Promise<void> => {
    stdin.end();
    const late = setTimeout(() => child.kill('SIGKILL'), rehearsalLimits.saleroomStopMs);
    await ended;
    clearTimeout(late);
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const addresses = await Promise.race([firstLine(stdout), ended.then(() => undefined)]);
  const read = addresses === undefined ? undefined : readAddresses(addresses);
  if (read !== undefined) return { ...read, stop, kill, ended, ...saleroomChannel(child) };
  await stop();
  throw notStarted(lastLine);
}

/** The first line of a child's stdout, or undefined when it takes too long. */
function firstLine(stdout: Readable): Promise<string | undefined> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(undefined), rehearsalLimits.saleroomStartMs);
    // Waiting for a saleroom must not outlive one that has ended.
    late.unref();
    createInterface({ input: stdout }).once('line', (line) => {
      clearTimeout(late);
      resolve(line);
    });
  });
}

function readAddresses(
  line: string,
): Pick<ChildSaleroom, 'httpUrl' | 'webSocketUrl' | 'siteUrl' | 'issuerUrl'> | undefined {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    // Not addresses: it counts as not started.
    return undefined;
  }
  if (typeof said !== 'object' || said === null) return undefined;
  const { httpUrl, webSocketUrl, siteUrl, issuerUrl } = said as Readonly<Record<string, unknown>>;
  if (typeof httpUrl !== 'string' || typeof webSocketUrl !== 'string') return undefined;
  if (typeof siteUrl !== 'string' || typeof issuerUrl !== 'string') return undefined;
  return { httpUrl, webSocketUrl, siteUrl, issuerUrl };
}
