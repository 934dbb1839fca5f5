import { isFault } from '@gaveldrop/saleroom';
import { createInstanceClock, type InstanceClock } from './instance-clock.ts';
import { createInstancePorts } from './instance-ports.ts';
import type { InstancePorts } from './saleroom.ts';
import type { World } from './world.ts';

export type FunctionName =
  | 'authorize'
  | 'disconnect'
  | 'hello'
  | 'ping'
  | 'bid'
  | 'lot'
  | 'record'
  | 'settle'
  | 'broadcast'
  | 'close'
  | 'sweep'
  | 'http';

/** One instance of a function: it handles one event at a time, and remembers between them until it ends. */
export type Instance = {
  readonly name: string;
  readonly clock: InstanceClock;
  readonly ports: InstancePorts;
  /** What it is handling; the last one while idle. */
  handling: string;
  alive: boolean;
  /** It ends at the request with this number of the event it handles: before it is sent, or before its answer is there. */
  endsAt: { readonly request: number; readonly before: 'request' | 'answer' } | undefined;
  requests: number;
  /** Ends it at once, whatever it is doing. */
  end: () => void;
};

export type Invocation<Result> = {
  readonly of: FunctionName;
  /** The gateway's name for the message that this handles. */
  readonly message?: string | undefined;
  readonly handle: (instance: Instance) => Promise<Result>;
  readonly done: (result: Result, instance: Instance) => void;
  /** It threw, was ended, or took too long. */
  readonly failed: () => void;
};

export type FunctionPool = { invoke<Result>(invocation: Invocation<Result>): void };

/** How long an event may take, as in the stack. */
export const timeoutsMs: Readonly<Record<FunctionName, number>> = {
  authorize: 5_000,
  disconnect: 5_000,
  hello: 6_000,
  ping: 6_000,
  bid: 6_000,
  lot: 6_000,
  record: 30_000,
  settle: 30_000,
  broadcast: 6_000,
  close: 60_000,
  sweep: 60_000,
  http: 10_000,
};

/** Functions as they are run for us: as many instances as events at once, warm ones first. */
export function createFunctionPool(world: () => World): FunctionPool {
  const idle = new Map<FunctionName, Instance[]>();
  let instances = 0;
  let handlings = 0;

  const coldInstance = (of: FunctionName): Instance => {
    const { scheduler, faults, choices, saleroom } = world();
    instances += 1;
    const name = `${of}-${instances}`;
    const own = choices.split(name);
    const clock = createInstanceClock(scheduler, faults, own, () => instance.alive);
    const instance: Omit<Instance, 'ports'> = {
      ...{ name, clock, handling: '', alive: true },
      ...{ endsAt: undefined, requests: 0, end: () => undefined },
    };
    const ports = saleroom.worldPorts(createInstancePorts(world(), instance, own));
    return Object.assign(instance, { ports: saleroom.coldPorts(ports) });
  };

  /** An instance for an event, and how long until it begins. */
  const take = (of: FunctionName): { instance: Instance; startsInMs: number } => {
    const { faults, choices } = world();
    const waiting = idle.get(of) ?? [];
    idle.set(of, waiting);
    const cold = waiting.length === 0 || faults.strikes('coldStart');
    if (!cold) {
      const [instance] = waiting.splice(choices.whole(0, waiting.length - 1), 1);
      if (instance !== undefined) return { instance, startsInMs: choices.whole(1, 6) };
    }
    const slow = faults.strikes('slowStart');
    return {
      instance: coldInstance(of),
      startsInMs: slow ? choices.whole(600, 2_500) : choices.whole(60, 400),
    };
  };

  const invoke = <Result>(invocation: Invocation<Result>): void => {
    const { scheduler, faults, choices, tell, bug } = world();
    const { of, message, handle } = invocation;
    const { instance, startsInMs } = take(of);
    let over = false;
    const fail = (): void => {
      if (over) return;
      over = true;
      invocation.failed();
    };
    const end = (): void => {
      instance.alive = false;
      // Whoever waits learns of it a little later.
      scheduler.after(choices.whole(1, 20), fail);
    };
    const ended = (): void => {
      cancelTimeout();
      if (instance.alive) (idle.get(of) ?? []).push(instance);
    };
    let cancelTimeout = (): void => undefined;

    const begin = (): void => {
      handlings += 1;
      const handling = `${instance.name}/${handlings}`;
      instance.handling = handling;
      instance.clock.maybeStep();
      instance.requests = 0;
      instance.endsAt = undefined;
      tell({
        ...{ type: 'handling-started', atMs: scheduler.nowMs(), handling, instance: instance.name },
        clockMs: instance.clock.nowMs(),
        ...(message === undefined ? {} : { message }),
      });
      if (faults.strikes('functionCrashed')) {
        if (choices.happens(0.5))
          instance.endsAt = { request: choices.whole(1, 8), before: choices.pick(['request', 'answer']) };
        else
          scheduler.after(choices.whole(0, choices.happens(0.5) ? 40 : 2_000), () => {
            if (!over && instance.handling === handling) end();
          });
      }
      instance.end = end;
      cancelTimeout = scheduler.after(timeoutsMs[of], end);
      handle(instance).then(
        (result) => {
          if (over || !instance.alive) return;
          over = true;
          ended();
          invocation.done(result, instance);
        },
        (thrown: unknown) => {
          if (over || !instance.alive) return;
          if (!isFault(thrown)) bug(handling, thrown);
          ended();
          fail();
        },
      );
    };
    scheduler.after(startsInMs, begin);
  };
  return { invoke };
}
