import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chaosLimits } from './chaos-limits.ts';
import type { Running } from './restartable.ts';

const script = fileURLToPath(new URL('../../packages/local/src/run-queue-emulator.ts', import.meta.url));

/**
 * Starts the queue emulator in a process of its own, on disk, or in memory without a folder; it ends by itself when this
 * process does.
 * @throws with what it said when it does not start.
 */
export async function startQueueProcess(port: number, dataDir: string | undefined): Promise<Running> {
  const args = [script, '--port', String(port), ...(dataDir === undefined ? [] : ['--data', dataDir])];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.once('exit', () => resolve());
  });
  child.stdin.on('error', () => undefined);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };

  let late: NodeJS.Timeout | undefined;
  const answers = await Promise.race([
    new Promise<boolean>((resolve) => {
      createInterface({ input: child.stdout }).once('line', () => resolve(true));
    }),
    ended.then(() => false),
    new Promise<boolean>((resolve) => {
      late = setTimeout(() => resolve(false), chaosLimits.queuesStartMs);
    }),
  ]);
  clearTimeout(late);
  if (answers) return { kill, ended };
  await kill();
  throw new Error(`the queue emulator did not start: ${said.trim() || 'it said nothing'}`);
}
