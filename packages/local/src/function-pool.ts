import { randomUUID } from 'node:crypto';
import {
  type FunctionInstance,
  type FunctionLog,
  type InvocationResult,
  startFunctionInstance,
} from './function-instance.ts';
import { pause } from './pause.ts';
import type { FunctionPlan } from './read-functions.ts';
import { RunnerRefusal } from './runner-refusal.ts';

/** When to end an instance: `afterMs` into the next event that comes within `withinMs`, else when that time is over. */
export type EndingMoment = { readonly withinMs: number; readonly afterMs: number };

/** Whether the instance that was ended had an event in its hands. */
export type EndedInstance = { readonly working: boolean };

/** A function with its instances: events beyond what they can take wait in order. */
export type FunctionPool = {
  readonly plan: FunctionPlan;
  /** Settles when every instance has loaded the bundle. @throws RunnerRefusal when one cannot. */
  readonly ready: Promise<void>;
  /** Hands an event to the next free instance. Never rejects. */
  readonly invoke: (event: unknown) => Promise<InvocationResult>;
  /** Ends one instance as a crash would, one that is working first; another takes its place. */
  readonly endInstance: (moment?: EndingMoment) => Promise<EndedInstance>;
  /** Waits for the next event that an instance begins. @returns whether one came within `withinMs`. */
  readonly nextEvent: (withinMs: number) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

/** Events that may wait for an instance; on AWS that many at once would be throttled too. */
const waitingMax = 10_000;
/** How long a function that cannot be loaded any more waits before the next try. */
const loadAgainAfterMs = 500;

type Waiting = { readonly event: string; readonly resolve: (result: InvocationResult) => void };

/** Starts `instanceCount` instances of a function, before its first event. */
export function startFunctionPool(
  plan: FunctionPlan,
  environment: Readonly<Record<string, string>>,
  instanceCount: number,
  log: FunctionLog,
): FunctionPool {
  const idle: FunctionInstance[] = [];
  const all = new Set<FunctionInstance>();
  const working = new Set<FunctionInstance>();
  /** Told of every event that an instance begins. */
  const onBegun = new Set<(instance: FunctionInstance) => void>();
  const waiting: Waiting[] = [];
  let stopped = false;

  const work = (instance: FunctionInstance, { event, resolve }: Waiting): void => {
    const call = { requestId: randomUUID(), event, deadlineMs: Date.now() + plan.timeoutMs };
    working.add(instance);
    for (const tell of [...onBegun]) tell(instance);
    void instance.invoke(call).then((result) => {
      working.delete(instance);
      resolve(result);
      take(instance);
    });
  };

  const take = (instance: FunctionInstance): void => {
    if (!instance.isUp()) return;
    const next = waiting.shift();
    if (next === undefined) idle.push(instance);
    else work(instance, next);
  };

  const start = (): FunctionInstance => {
    const instance = startFunctionInstance(plan, environment, log);
    all.add(instance);
    let restartsAfterMs = loadAgainAfterMs;
    instance.ready.then(
      () => {
        restartsAfterMs = 0;
        take(instance);
      },
      () => undefined,
    );
    void instance.gone.then(() => {
      all.delete(instance);
      const at = idle.indexOf(instance);
      if (at >= 0) idle.splice(at, 1);
      setTimeout(() => {
        if (!stopped) start();
      }, restartsAfterMs).unref();
    });
    return instance;
  };

  /** The instance that begins the next event, or undefined when none comes in time. */
  const nextAtWork = (withinMs: number): Promise<FunctionInstance | undefined> =>
    new Promise((resolve) => {
      const settle = (instance?: FunctionInstance): void => {
        clearTimeout(late);
        onBegun.delete(settle);
        resolve(instance);
      };
      const late = setTimeout(() => settle(), withinMs).unref();
      onBegun.add(settle);
    });

  const ready = Promise.all(Array.from({ length: instanceCount }, () => start().ready)).then(
    () => undefined,
    (cause: unknown) => {
      const said = cause instanceof Error ? cause.message : String(cause);
      throw new RunnerRefusal(`the function ${plan.name} cannot be loaded: ${said}`);
    },
  );
  ready.catch(() => undefined);

  return {
    plan,
    ready,
    invoke: (event) =>
      new Promise((resolve) => {
        if (stopped || waiting.length >= waitingMax) {
          const errorMessage = stopped ? 'the saleroom has stopped' : 'Rate Exceeded.';
          resolve({ ok: false, error: { errorType: 'TooManyRequestsException', errorMessage } });
          return;
        }
        const entry = { event: JSON.stringify(event), resolve };
        const instance = idle.shift();
        if (instance === undefined) waiting.push(entry);
        else work(instance, entry);
      }),
    endInstance: async (moment) => {
      const begun = moment === undefined ? undefined : await nextAtWork(moment.withinMs);
      if (begun !== undefined) await pause(moment?.afterMs ?? 0);
      // An event that was over sooner leaves its instance idle, and then it is ended so.
      const instance = begun?.isUp() ? begun : ([...working][0] ?? [...all][0]);
      const wasWorking = instance !== undefined && working.has(instance);
      await instance?.end();
      return { working: wasWorking };
    },
    nextEvent: async (withinMs) => (await nextAtWork(withinMs)) !== undefined,
    stop: async () => {
      stopped = true;
      const error = { errorType: 'TooManyRequestsException', errorMessage: 'the saleroom has stopped' };
      for (const { resolve } of waiting.splice(0)) resolve({ ok: false, error });
      await Promise.all([...all].map((instance) => instance.end()));
    },
  };
}
