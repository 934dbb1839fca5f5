import { metricNames, metricsNamespace } from '@gaveldrop/adapters/names';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Queues } from './queues.ts';
import type { SaleroomFunctions } from './saleroom-functions.ts';

export interface AlarmsProps {
  readonly functions: SaleroomFunctions;
  readonly queues: Queues;
  /** Whether viewers are reached by a feed. */
  readonly feed: boolean;
  /** The SNS topic that is told; without one, alarms only show in CloudWatch. */
  readonly topicArn: string | undefined;
}

const period = Duration.minutes(1);

/** What wakes somebody up. Each alarm has a section of the same name in RUNBOOK.md. */
export class Alarms extends Construct {
  private readonly topicArn: string | undefined;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { functions, queues } = props;
    this.topicArn = props.topicArn;

    const deadLetters = { period, statistic: cloudwatch.Stats.MAXIMUM };
    this.above('PulseDeadLetters', 0, queues.pulseDead.metricApproximateNumberOfMessagesVisible(deadLetters));
    this.above('NudgeDeadLetters', 0, queues.nudgeDead.metricApproximateNumberOfMessagesVisible(deadLetters));

    // Milliseconds. A healthy reader is behind by the stream's polling, a quarter of a second, and its own work.
    const age = { period, statistic: cloudwatch.Stats.MAXIMUM };
    this.above('RecordBehind', 2_000, functions.record.lambda.metric('IteratorAge', age));
    this.above('SettleBehind', 2_000, functions.settle.lambda.metric('IteratorAge', age));

    // Milliseconds after the close and its grace, at which people hear the hammer.
    this.above('HammerLate', 250, ownMetric(metricNames.hammerLateMs, cloudwatch.Stats.p(99)));
    this.above('RecordParked', 0, ownMetric(metricNames.recordParked, cloudwatch.Stats.SUM));
    this.above('BidThrottled', 0, functions.bid.lambda.metricThrottles({ period }));
    this.above('StampAhead', 0, ownMetric(metricNames.stampAhead, cloudwatch.Stats.SUM));
    // Messages that many of a shard did not get, or nobody of a feed. Of posts some always fail: phones come and go.
    this.above('ShardMissed', props.feed ? 0 : 3, ownMetric(metricNames.shardMissed, cloudwatch.Stats.SUM));
    this.above('Bug', 0, ownMetric(metricNames.bug, cloudwatch.Stats.SUM));
  }

  private above(name: string, threshold: number, metric: cloudwatch.IMetric): void {
    const alarm = new cloudwatch.Alarm(this, name, {
      alarmDescription: `infra/RUNBOOK.md#${name.toLowerCase()}`,
      metric,
      threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // Between drops nothing is measured, and nothing is wrong.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    const { topicArn } = this;
    if (topicArn !== undefined) alarm.addAlarmAction({ bind: () => ({ alarmActionArn: topicArn }) });
  }
}

/** A metric that the functions write, over all of them: it has no dimensions. */
const ownMetric = (metricName: string, statistic: string): cloudwatch.Metric =>
  new cloudwatch.Metric({ namespace: metricsNamespace, metricName, statistic, period });
