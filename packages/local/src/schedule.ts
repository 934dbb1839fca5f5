import { randomUUID } from 'node:crypto';
import type { InvocationResult } from './function-instance.ts';
import { machine } from './machine.ts';
import type { SchedulePlan } from './read-schedules.ts';

export type Schedule = { readonly stop: () => void };

/** The event of a scheduled rule, unless the template gives one. */
const scheduledEvent = (name: string): object => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: machine.accountId,
  time: new Date().toISOString(),
  region: machine.region,
  resources: [`arn:${machine.partition}:events:${machine.region}:${machine.accountId}:rule/${name}`],
  detail: {},
});

/**
 * Invokes a schedule's function once at the start, since what fell due while the machine was off waits for it, and then as
 * often as the template says.
 */
export function startSchedule(
  plan: SchedulePlan,
  invoke: (event: unknown) => Promise<InvocationResult>,
): Schedule {
  const fire = (): void => void invoke(plan.input ?? scheduledEvent(plan.name));
  const timer = setInterval(fire, plan.everyMs);
  fire();
  return { stop: () => clearInterval(timer) };
}
