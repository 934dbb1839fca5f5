import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readable, resourcesOf, synthesizeFixture } from './fixture-stack.ts';

const alarmsOf = (options = {}) => resourcesOf(synthesizeFixture(options).template, 'AWS::CloudWatch::Alarm');

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: { readonly Name: string; readonly Value: unknown }[];
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Threshold: number;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly AlarmActions?: unknown[];
}

const readAlarms = (options = {}) =>
  Object.entries(alarmsOf(options)).map(
    ([name, { Properties }]) =>
      [name.replace('Alarms', ''), Properties as unknown as AlarmProperties] as const,
  );

const sentenceOf = ({
  Namespace,
  MetricName,
  Dimensions = [],
  Statistic,
  ExtendedStatistic,
  Threshold,
}: AlarmProperties): string =>
  `${Statistic ?? ExtendedStatistic} ${Namespace} ${MetricName}${Dimensions.map(
    (dimension) => ` of ${readable(dimension.Value)}`,
  ).join('')} > ${Threshold}`;

describe('alarms', () => {
  const alarms = readAlarms();

  test('each watches one metric against one threshold', () => {
    expect(Object.fromEntries(alarms.map(([name, alarm]) => [name, sentenceOf(alarm)]))).toEqual({
      PulseDeadLetters:
        'Maximum AWS/SQS ApproximateNumberOfMessagesVisible of <QueuesPulseDead.QueueName> > 0',
      NudgeDeadLetters:
        'Maximum AWS/SQS ApproximateNumberOfMessagesVisible of <QueuesNudgeDead.QueueName> > 0',
      RecordBehind: 'Maximum AWS/Lambda IteratorAge of <FunctionsRecordFunction> > 2000',
      SettleBehind: 'Maximum AWS/Lambda IteratorAge of <FunctionsSettleFunction> > 2000',
      HammerLate: 'p99 Gaveldrop HammerLateMs > 250',
      RecordParked: 'Sum Gaveldrop RecordParked > 0',
      BidThrottled: 'Sum AWS/Lambda Throttles of <FunctionsBidFunction> > 0',
      StampAhead: 'Sum Gaveldrop StampAhead > 0',
      ShardMissed: 'Sum Gaveldrop ShardMissed > 3',
      Bug: 'Sum Gaveldrop Bug > 0',
    });
  });

  test('are the same where viewers are on a feed, but that one message which nobody got is enough', () => {
    const expected = alarms.map(([name, alarm]) => [
      name,
      name === 'ShardMissed' ? { ...alarm, Threshold: 0 } : alarm,
    ]);
    expect(readAlarms({ broadcast: 'events' })).toEqual(expected);
  });

  test.each(alarms)('%s looks at each minute, and quiet is fine', (_, alarm) => {
    expect(alarm).toMatchObject({
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      Period: 60,
      TreatMissingData: 'notBreaching',
    });
    expect(alarm.AlarmActions).toBeUndefined();
  });

  test('each names its section of the runbook, and no section is left without its alarm', () => {
    const runbook = readFileSync(new URL('../../infra/RUNBOOK.md', import.meta.url), 'utf8');
    const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title]) => title?.toLowerCase());
    expect(alarms.map(([, { AlarmDescription }]) => AlarmDescription).sort()).toEqual(
      sections.map((section) => `infra/RUNBOOK.md#${section}`).sort(),
    );
  });

  test('a topic, when named, is told of every one', () => {
    const told = Object.values(alarmsOf({ alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:duty' }));
    expect(told).toHaveLength(10);
    for (const { Properties } of told) {
      expect(Properties?.AlarmActions).toEqual(['arn:aws:sns:eu-west-1:111122223333:duty']);
    }
  });
});
