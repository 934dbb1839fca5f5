import type { InvocationResult } from '../../../packages/local/src/function-instance.ts';
import type { FunctionPool } from '../../../packages/local/src/function-pool.ts';
import type { ApiPlan, RoutePlan } from '../../../packages/local/src/read-apis.ts';
import type { FunctionPlan } from '../../../packages/local/src/read-functions.ts';

/** What a fixture's function does with an event: returns, or throws as a function would. */
export type FixtureHandler = (event: Readonly<Record<string, unknown>>) => unknown;

export const fixtureFunction = (name: string): FunctionPlan => ({
  functionName: name,
  arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  name,
  entryFile: '',
  exportName: 'handler',
  timeoutMs: 3_000,
  memoryMb: 128,
  environment: {},
});

/** Pools whose functions run in this thread: a gateway cannot tell. */
export function fixturePools(
  handlers: Readonly<Record<string, FixtureHandler>>,
): (plan: FunctionPlan) => FunctionPool {
  return (plan) => ({
    plan,
    ready: Promise.resolve(),
    invoke: async (event): Promise<InvocationResult> => {
      try {
        const handled = await handlers[plan.name]?.(JSON.parse(JSON.stringify(event)));
        return { ok: true, result: JSON.parse(JSON.stringify(handled ?? null)) };
      } catch (error) {
        const { name, message } = error as Error;
        return { ok: false, error: { errorType: name, errorMessage: message } };
      }
    },
    endInstance: async () => ({ working: false }),
    nextEvent: async () => false,
    stop: async () => undefined,
  });
}

/** A route to the function of the same name as `to`. */
export const fixtureRoute = (routeKey: string, to: string, more: Partial<RoutePlan> = {}): RoutePlan => ({
  routeKey,
  invokes: fixtureFunction(to),
  timeoutMs: 1_000,
  authorizer: undefined,
  answers: false,
  ...more,
});

export const fixtureApi = (routes: readonly RoutePlan[], more: Partial<ApiPlan> = {}): ApiPlan => ({
  apiId: 'abcdefghij',
  stage: 'live',
  routes: new Map(routes.map((route) => [route.routeKey, route])),
  throttle: { perSecond: 10_000, burst: 5_000 },
  cors: undefined,
  routeMember: 'action',
  ...more,
});
