import { Worker } from 'node:worker_threads';
import { assertNever } from './assert-never.ts';
import type { FunctionPlan } from './read-functions.ts';
import type { InstanceStart, WorkerCall, WorkerMessage } from './worker-messages.ts';

/** How an invocation failed, in Lambda's words. */
export type FunctionError = { readonly errorType: string; readonly errorMessage: string };

/** What became of an event. */
export type InvocationResult =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: FunctionError };

export type FunctionInstance = {
  /** Settles when the bundle is loaded; rejects with the error that loading it threw. */
  readonly ready: Promise<void>;
  /** Settles when the instance is gone, for whatever reason. */
  readonly gone: Promise<void>;
  /** False once it is gone: it may be given no further event. */
  readonly isUp: () => boolean;
  /** Hands it an event; only one at a time. Never rejects. */
  readonly invoke: (call: WorkerCall) => Promise<InvocationResult>;
  readonly end: () => Promise<void>;
};

export type FunctionLog = (functionName: string, line: string) => void;

const failed = (errorType: string, errorMessage: string): InvocationResult => ({
  ok: false,
  error: { errorType, errorMessage },
});

/** Starts one instance of a function in a thread of its own, with nothing in its environment but `environment`. */
export function startFunctionInstance(
  plan: FunctionPlan,
  environment: Readonly<Record<string, string>>,
  log: FunctionLog,
): FunctionInstance {
  const { entryFile, exportName, functionName, arn, memoryMb } = plan;
  const start: InstanceStart = { entryFile, exportName, functionName, arn, memoryMb };
  const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
    workerData: start,
    env: { ...environment },
    name: plan.name,
  });
  let settle: ((result: InvocationResult) => void) | undefined;
  let isUp = true;
  let onExit = failed('Runtime.ExitError', 'Runtime exited');

  const answer = (result: InvocationResult): void => {
    const waiting = settle;
    settle = undefined;
    waiting?.(result);
  };

  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      switch (message.kind) {
        case 'ready':
          resolve();
          return;
        case 'log':
          log(plan.name, message.line);
          return;
        case 'result':
          answer({ ok: true, result: JSON.parse(message.result) });
          return;
        case 'error':
          log(plan.name, message.stack || message.errorMessage);
          answer(failed(message.errorType, message.errorMessage));
          return;
        default:
          assertNever(message);
      }
    });
    worker.on('error', (error: Error) => {
      onExit = failed('Runtime.ExitError', `Runtime exited with error: ${error.message}`);
      log(plan.name, error.stack ?? error.message);
      reject(error);
    });
    worker.on('exit', () => reject(new Error(`${plan.name} ended while it was loading`)));
  });
  // Whoever starts an instance may only look at it later.
  ready.catch(() => undefined);

  const gone = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      isUp = false;
      answer(onExit);
      resolve();
    });
  });

  return {
    ready,
    gone,
    isUp: () => isUp,
    invoke: (call) =>
      new Promise((resolve) => {
        const late = setTimeout(() => {
          const seconds = (plan.timeoutMs / 1_000).toFixed(2);
          onExit = failed('Sandbox.Timedout', `${call.requestId} Task timed out after ${seconds} seconds`);
          // A function that is over its time is ended, as Lambda does; its memory goes with it.
          void worker.terminate();
        }, plan.timeoutMs);
        settle = (result) => {
          clearTimeout(late);
          resolve(result);
        };
        worker.postMessage(call);
      }),
    end: async () => {
      await worker.terminate();
    },
  };
}
