import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRecord } from './template-properties.ts';

/** How far each event source has come in each shard of its stream: the sequence number of the last record that is done. */
export type Checkpoints = {
  readonly read: (source: string, shardId: string) => string | undefined;
  readonly write: (source: string, shardId: string, sequenceNumber: string) => void;
  /** Writes what is not on disk yet. */
  readonly flush: () => void;
};

/** A checkpoint lost to a crash only hands on the records after it once more, which a stream may do at any time. */
const writeAfterMs = 250;

/** Checkpoints kept in one file, or in memory when there is none. */
export function createCheckpoints(file: string | undefined): Checkpoints {
  const kept = new Map<string, string>();
  if (file !== undefined) {
    let text: string | undefined;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      // The first start has no file yet.
    }
    const parsed: unknown = text === undefined ? {} : JSON.parse(text);
    for (const [key, value] of Object.entries(isRecord(parsed) ? parsed : {})) kept.set(key, String(value));
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    if (timer === undefined || file === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    mkdirSync(dirname(file), { recursive: true });
    // Written beside and moved over, so that a crash leaves the old file or the new one.
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(kept), undefined, 2));
    renameSync(`${file}.new`, file);
  };

  return {
    read: (source, shardId) => kept.get(`${source} ${shardId}`),
    write: (source, shardId, sequenceNumber) => {
      kept.set(`${source} ${shardId}`, sequenceNumber);
      if (file !== undefined) timer ??= setTimeout(flush, writeAfterMs);
    },
    flush,
  };
}
