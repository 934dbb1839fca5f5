import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { SaleroomFunction } from './saleroom-function.ts';

export interface SweepScheduleProps {
  readonly sweep: SaleroomFunction;
}

/** Each minute, whatever became of the nudges. */
export class SweepSchedule extends Construct {
  constructor(scope: Construct, id: string, props: SweepScheduleProps) {
    super(scope, id);
    new Rule(this, 'EachMinute', {
      description: 'Look for lots that should have closed.',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(props.sweep.lambda)],
    });
  }
}
