import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Running, restartable } from './restartable.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000, toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

type Fake = Running & { readonly number: number; readonly die: () => void };

/** Starts processes 1, 2, 3 …; each takes a second, and those named fail. */
function starter(failing: readonly number[] = []) {
  const living = new Set<number>();
  let started = 0;
  const start = async (): Promise<Fake> => {
    started += 1;
    const number = started;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    if (failing.includes(number)) throw new Error(`${number} does not start`);
    living.add(number);
    let die = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      die = () => {
        living.delete(number);
        resolve();
      };
    });
    return { number, ended, die, kill: async () => die() };
  };
  return { start, living };
}

const faults: string[] = [];
const fault = (what: string): void => void faults.push(what);
beforeEach(() => void faults.splice(0));

describe('a process that is killed and comes back', () => {
  test('is another one after it was away, and says how long it did not answer', async () => {
    const { start, living } = starter();
    const queues = restartable('queues', start, fault);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await queues.up()).number).toBe(1);

    const back = queues.restart(500);
    await vi.advanceTimersByTimeAsync(400);
    expect([...living]).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(await back).toEqual({ killedAtMs: 1_001_000, awayMs: 1_500 });
    expect((await queues.up()).number).toBe(2);
    expect([...living]).toEqual([2]);
    expect(faults).toEqual([]);
  });

  test('is waited for by whoever asks for it meanwhile, and by the next kill', async () => {
    const { start, living } = starter();
    const queues = restartable('queues', start, fault);
    await vi.advanceTimersByTimeAsync(1_000);
    const restarts = Promise.all([queues.restart(100), queues.restart(100)]);
    const up = queues.up();
    await vi.advanceTimersByTimeAsync(2_500);
    expect(await restarts).toEqual([
      { killedAtMs: 1_001_000, awayMs: 1_100 },
      { killedAtMs: 1_002_100, awayMs: 1_100 },
    ]);
    expect((await up).number).toBe(3);
    expect([...living]).toEqual([3]);
  });

  test('is tried again when it does not start, but not for ever', async () => {
    const twice = starter([2, 3]);
    const queues = restartable('queues', twice.start, fault);
    await vi.advanceTimersByTimeAsync(1_000);
    void queues.restart(0);
    await vi.advanceTimersByTimeAsync(4_000);
    expect((await queues.up()).number).toBe(4);

    const never = starter([2, 3, 4, 5, 6]);
    const database = restartable('database', never.start, fault);
    await vi.advanceTimersByTimeAsync(1_000);
    const lost = expect(database.restart(0)).rejects.toThrow('6 does not start');
    await vi.advanceTimersByTimeAsync(10_000);
    await lost;
    await expect(database.up()).rejects.toThrow('6 does not start');
  });

  test('that ends although nobody killed it stays away, and that is told', async () => {
    const { start, living } = starter();
    const queues = restartable('queues', start, fault);
    await vi.advanceTimersByTimeAsync(1_000);
    (await queues.up()).die();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(faults).toEqual(['the queues ended by itself']);
    expect([...living]).toEqual([]);
  });

  test('is ended for good, also while it comes back', async () => {
    const { start, living } = starter();
    const queues = restartable('queues', start, fault);
    await vi.advanceTimersByTimeAsync(1_000);
    const back = queues.restart(0).catch(() => 'not needed');
    await vi.advanceTimersByTimeAsync(500);
    const ended = queues.end();
    await vi.advanceTimersByTimeAsync(5_000);
    await ended;
    expect(await back).toBe('not needed');
    expect([...living]).toEqual([]);
    expect(faults).toEqual([]);
  });
});
