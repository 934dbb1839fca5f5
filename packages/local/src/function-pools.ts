import { type Endpoints, functionEnvironment } from './function-environment.ts';
import type { FunctionLog } from './function-instance.ts';
import { type FunctionPool, startFunctionPool } from './function-pool.ts';
import { instanceCount } from './instance-count.ts';
import { type FunctionPlan, isCalled } from './read-functions.ts';

/** Every function with its instances. */
export type FunctionPools = {
  readonly poolOf: (plan: FunctionPlan) => FunctionPool;
  /** By what people call it. @throws when no function is called so. */
  readonly poolCalled: (name: string) => FunctionPool;
  readonly ready: readonly Promise<void>[];
  readonly stop: () => Promise<void>;
};

/** Starts the instances of all functions. */
export function startFunctionPools(
  functions: Iterable<FunctionPlan>,
  endpoints: Endpoints,
  instances: Readonly<Record<string, number>>,
  log: FunctionLog,
): FunctionPools {
  const pools = new Map(
    [...functions].map((plan) => {
      const environment = functionEnvironment(plan, endpoints);
      return [plan, startFunctionPool(plan, environment, instanceCount(plan, instances), log)];
    }),
  );
  const poolOf = (plan: FunctionPlan): FunctionPool => {
    const pool = pools.get(plan);
    if (pool === undefined) throw new Error(`bug: ${plan.name} has no instances`);
    return pool;
  };
  return {
    poolOf,
    poolCalled: (name) => {
      const plan = [...pools.keys()].find((one) => isCalled(one, name));
      if (plan === undefined) throw new Error(`no function is called ${name}`);
      return poolOf(plan);
    },
    ready: [...pools.values()].map((pool) => pool.ready),
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
}
