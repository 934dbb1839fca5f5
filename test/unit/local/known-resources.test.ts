import { expect, test } from 'vitest';
import { refuseUnknownResources } from '../../../packages/local/src/known-resources.ts';
import { RunnerRefusal } from '../../../packages/local/src/runner-refusal.ts';

test('[local] a template with types that the runner does not know is refused, every one by name', () => {
  const template = {
    Resources: {
      Lots: { Type: 'AWS::DynamoDB::Table' },
      Feed: { Type: 'AWS::Kinesis::Stream' },
      Mail: { Type: 'AWS::SES::Template' },
    },
  };
  expect(() => refuseUnknownResources(template)).toThrow(RunnerRefusal);
  expect(() => refuseUnknownResources(template)).toThrow(
    'resources of a type that the local runner does not know: Feed (AWS::Kinesis::Stream), Mail (AWS::SES::Template)',
  );
});

test('[local] a template of known types is not', () => {
  const template = {
    Resources: { Lots: { Type: 'AWS::DynamoDB::Table' }, May: { Type: 'AWS::IAM::Policy' } },
  };
  expect(() => refuseUnknownResources(template)).not.toThrow();
});
