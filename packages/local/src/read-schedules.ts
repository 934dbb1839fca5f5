import type { FindFunction, FunctionPlan } from './read-functions.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import { readList, readRecord, readText } from './template-properties.ts';
import type { TemplateValues } from './template-values.ts';

/** A function that is invoked every so often. */
export type SchedulePlan = {
  readonly name: string;
  readonly everyMs: number;
  readonly invokes: FunctionPlan;
  /** The event, where the template gives one instead of the scheduler's own. */
  readonly input: unknown;
};

const unitsMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `rate(5 minutes)` in milliseconds. @throws RunnerRefusal for `cron` and anything else. */
function readRate(expression: string, where: string): number {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitMs = unitsMs[unit];
  if (unitMs !== undefined) return Number(count) * unitMs;
  throw new RunnerRefusal(`${where} is scheduled by ${expression}; the local runner only knows rate(…)`);
}

/** The template's enabled schedules, one for each target. */
export function readSchedules(values: TemplateValues, findFunction: FindFunction): readonly SchedulePlan[] {
  const plans: SchedulePlan[] = [];
  for (const { logicalId, type, properties } of values.resources(
    'AWS::Events::Rule',
    'AWS::Scheduler::Schedule',
  )) {
    if (properties.State === 'DISABLED') continue;
    if (properties.ScheduleExpression === undefined) {
      throw new RunnerRefusal(`${logicalId} waits for an event; the local runner only knows schedules`);
    }
    const everyMs = readRate(
      readText(properties.ScheduleExpression, `${logicalId}.ScheduleExpression`),
      logicalId,
    );
    const targets =
      type === 'AWS::Events::Rule'
        ? readList(properties.Targets ?? [], `${logicalId}.Targets`)
        : [properties.Target];
    for (const target of targets) {
      const { Arn, Input } = readRecord(target, `${logicalId} target`);
      plans.push({
        name: logicalId,
        everyMs,
        invokes: findFunction(readText(Arn, `${logicalId} target`)),
        input: typeof Input === 'string' ? JSON.parse(Input) : undefined,
      });
    }
  }
  return plans;
}
