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
  /** Lets another saleroom have the folder. */
  readonly release: () => void;
};

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
      release: () => undefined,
    };
  }
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'running.json');
  let text = '{}';
  try {
    text = readFileSync(lock, 'utf8');
  } catch {
    // Nobody has it.
  }
  const held: unknown = JSON.parse(text);
  const pid = isRecord(held) && typeof held.pid === 'number' ? held.pid : undefined;
  if (pid !== undefined && pid !== process.pid && isRunning(pid)) {
    throw new RunnerRefusal(
      `a saleroom is running on the data in ${folder} already (process ${pid}): stop it first, or delete ${lock}`,
    );
  }
  writeFileSync(lock, JSON.stringify({ pid: process.pid }));
  return {
    dynamodb: join(folder, 'dynamodb'),
    queues: join(folder, 'queues'),
    checkpoints: join(folder, 'checkpoints.json'),
    issuerKey: join(folder, 'issuer-key.json'),
    release: () => rmSync(lock, { force: true }),
  };
}

/** Forgets what earlier starts have kept. @throws RunnerRefusal when a saleroom is running on it. */
export function forgetData(folder: string): void {
  takeDataFolder(folder).release();
  rmSync(folder, { recursive: true, force: true });
}
