import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerRefusal } from './runner-refusal.ts';
import { isRecord } from './template-properties.ts';

/** Where a saleroom keeps what outlives it; everything is undefined when nothing is kept. */
export type DataFolder = {
  readonly dynamodb: string | undefined;
  readonly queues: string | undefined;
  readonly checkpoints: string | undefined;
  readonly issuerKey: string | undefined;
  readonly secrets: string | undefined;
  /** Lets another saleroom have the folder. */
  readonly release: () => void;
};

/**
 * In what form lots and their messages are kept, counted up when a saleroom could not read what an earlier one kept: it
 * then starts afresh beside it. 2: lots have the head of their chain of history. 3: a drop's open lots have a key of
 * their own.
 */
const form = 'form-3';

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * Takes a folder for one saleroom. @throws RunnerRefusal when another one that is running has it: two databases on the same
 * files would spoil them.
 */
export function takeDataFolder(folder: string | undefined): DataFolder {
  if (folder === undefined) {
    return {
      dynamodb: undefined,
      queues: undefined,
      checkpoints: undefined,
      issuerKey: undefined,
      secrets: undefined,
      release: () => undefined,
    };
  }
  mkdirSync(join(folder, form), { recursive: true });
  const lock = join(folder, 'running.json');
  let held: unknown;
  try {
    held = JSON.parse(readFileSync(lock, 'utf8'));
  } catch {
    // Nobody has it, or whoever had it ended while saying so.
  }
  const pid = isRecord(held) && typeof held.pid === 'number' ? held.pid : undefined;
  if (pid !== undefined && pid !== process.pid && isRunning(pid)) {
    throw new RunnerRefusal(
      `a saleroom is running on the data in ${folder} already (process ${pid}): stop it first, or delete ${lock}`,
    );
  }
  writeFileSync(lock, JSON.stringify({ pid: process.pid }));
  return {
    dynamodb: join(folder, form, 'dynamodb'),
    queues: join(folder, form, 'queues'),
    checkpoints: join(folder, form, 'checkpoints.json'),
    issuerKey: join(folder, 'issuer-key.json'),
    secrets: join(folder, 'secrets.json'),
    release: () => rmSync(lock, { force: true }),
  };
}

/** Forgets what earlier starts have kept. @throws RunnerRefusal when a saleroom is running on it. */
export function forgetData(folder: string): void {
  takeDataFolder(folder).release();
  rmSync(folder, { recursive: true, force: true });
}
