import { chaosLimits } from './chaos-limits.ts';

/** A process that runs. */
export type Running = {
  /** Ends it as a crash would, and waits until it is gone. */
  readonly kill: () => Promise<void>;
  /** Settles when it is gone, for whatever reason. */
  readonly ended: Promise<void>;
};

/** When it was killed, and for how long it did not answer. Epoch and plain milliseconds. */
export type Restart = { readonly killedAtMs: number; readonly awayMs: number };

/** A process that is killed and comes back, on the same port with the same data. */
export type Restartable<T extends Running> = {
  /** The process, once it answers. @throws when it cannot be started any more. */
  readonly up: () => Promise<T>;
  /** Kills it, once it is back from the last time, and starts it again `awayMs` later. */
  readonly restart: (awayMs: number) => Promise<Restart>;
  /** Ends it for good. */
  readonly end: () => Promise<void>;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Starts a process and watches over it. One that ends by itself stays away: that is a fault, which `fault` is told, and
 * nothing that starts it again may hide it.
 */
export function restartable<T extends Running>(
  name: string,
  start: () => Promise<T>,
  fault: (what: string) => void,
): Restartable<T> {
  let isOver = false;
  /** The one whose end is our doing. */
  let doomed: T | undefined;

  const watched = async (): Promise<T> => {
    const running = await start();
    void running.ended.then(() => {
      if (!isOver && doomed !== running) fault(`the ${name} ended by itself`);
    });
    if (isOver) {
      await running.kill();
      throw new Error(`the ${name} is not needed any more`);
    }
    return running;
  };

  const startedAtLast = async (): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await watched();
      } catch (cause) {
        if (isOver || attempt >= chaosLimits.startAttemptsMax) throw cause;
      }
      await pause(chaosLimits.startAgainAfterMs);
    }
  };

  let current = watched();
  current.catch(() => undefined);

  const killAndStart = async (
    before: Promise<T>,
    awayMs: number,
    killedAt: (ms: number) => void,
  ): Promise<T> => {
    const running = await before;
    doomed = running;
    killedAt(Date.now());
    await running.kill();
    await pause(awayMs);
    return startedAtLast();
  };

  return {
    up: () => current,
    restart: async (awayMs) => {
      let killedAtMs = 0;
      // Whoever asks from now on waits for the new one; a second restart waits for it too.
      const next = killAndStart(current, awayMs, (ms) => {
        killedAtMs = ms;
      });
      next.catch(() => undefined);
      current = next;
      await next;
      return { killedAtMs, awayMs: Date.now() - killedAtMs };
    },
    end: async () => {
      isOver = true;
      const running = await current.catch(() => undefined);
      await running?.kill();
    },
  };
}
