import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rehearsalLimits } from './rehearsal-limits.ts';
import type { SaleroomAddresses } from './saleroom-addresses.ts';

/** A saleroom in a process of its own, with data of its own. */
export type ChildSaleroom = SaleroomAddresses & {
  readonly issuerUrl: string;
  /** Ends it and waits for that; it ends by itself when this process does. */
  readonly stop: () => Promise<void>;
};

const startScript = fileURLToPath(new URL('../../local/src/start.ts', import.meta.url));

/** Why there is no saleroom; its message is all that a person needs. */
const notStarted = (lastLine = 'it said nothing'): Error =>
  Object.assign(new Error(`the saleroom did not start: ${lastLine}`), {
    name: 'SaleroomNotStarted' as const,
  });

export const isNotStarted = (fault: unknown): fault is Error =>
  fault instanceof Error && fault.name === 'SaleroomNotStarted';

/**
 * Starts a saleroom on free ports with fresh data, which it forgets. What it says on stderr is told.
 * @param environment variables besides this process's own, as `DYNAMODB_ENDPOINT`
 * @throws what `isNotStarted` knows, with the last it said, when it does not start.
 */
export async function startChildSaleroom(
  tell: (line: string) => void,
  environment: Readonly<Record<string, string>> = {},
): Promise<ChildSaleroom> {
  const child = spawn(process.execPath, [startScript, '--memory', '--json', '--port', '0'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  // A saleroom that is gone is found out by what it no longer answers.
  child.stdin.on('error', () => undefined);
  let lastLine: string | undefined;
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastLine = line;
    tell(line);
  });

  const stop = async (): Promise<void> => {
    child.stdin.end();
    const late = setTimeout(() => child.kill('SIGKILL'), rehearsalLimits.saleroomStopMs);
    await ended;
    clearTimeout(late);
  };
  const addresses = await Promise.race([firstLine(child), ended.then(() => undefined)]);
  const read = addresses === undefined ? undefined : readAddresses(addresses);
  if (read !== undefined) return { ...read, stop };
  await stop();
  throw notStarted(lastLine);
}

/** The first line of a child's stdout, or undefined when it takes too long. */
function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(undefined), rehearsalLimits.saleroomStartMs);
    // Waiting for a saleroom must not outlive one that has ended.
    late.unref();
    if (stdout === null) return resolve(undefined);
    createInterface({ input: stdout }).once('line', (line) => {
      clearTimeout(late);
      resolve(line);
    });
  });
}

function readAddresses(line: string): Omit<ChildSaleroom, 'stop'> | undefined {
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
