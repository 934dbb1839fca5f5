import { RunnerRefusal } from './runner-refusal.ts';
import type { Template } from './template.ts';

/** What the runner does with a resource: runs it, or leaves it out because nothing on one machine depends on it. */
type Treatment = 'run' | 'left-out';

/** The closed list: a type that is not here is refused by name. */
const treatments: Readonly<Record<string, Treatment>> = {
  'AWS::ApiGatewayV2::Api': 'run',
  'AWS::ApiGatewayV2::Authorizer': 'run',
  'AWS::ApiGatewayV2::Integration': 'run',
  'AWS::ApiGatewayV2::Route': 'run',
  'AWS::ApiGatewayV2::RouteResponse': 'run',
  'AWS::ApiGatewayV2::Stage': 'run',
  'AWS::AppSync::Api': 'run',
  'AWS::AppSync::ChannelNamespace': 'run',
  'AWS::CloudFront::CachePolicy': 'run',
  'AWS::CloudFront::Distribution': 'run',
  'AWS::CloudFront::ResponseHeadersPolicy': 'run',
  'AWS::DynamoDB::GlobalTable': 'run',
  'AWS::DynamoDB::Table': 'run',
  'AWS::Events::Rule': 'run',
  'AWS::Lambda::EventSourceMapping': 'run',
  'AWS::Lambda::Function': 'run',
  'AWS::S3::Bucket': 'run',
  'AWS::SQS::Queue': 'run',
  'AWS::Scheduler::Schedule': 'run',
  'AWS::SecretsManager::Secret': 'run',
  'Custom::CDKBucketDeployment': 'run',

  // Who may do what: everything on this machine is one person's.
  'AWS::IAM::ManagedPolicy': 'left-out',
  'AWS::IAM::Policy': 'left-out',
  'AWS::IAM::Role': 'left-out',
  'AWS::Lambda::Permission': 'left-out',
  'AWS::S3::BucketPolicy': 'left-out',
  'AWS::SQS::QueuePolicy': 'left-out',
  'AWS::CloudFront::OriginAccessControl': 'left-out',
  'AWS::ApiGateway::Account': 'left-out',
  // What watches: logs go to the runner's own log, nobody is alarmed.
  'AWS::CloudWatch::Alarm': 'left-out',
  'AWS::CloudWatch::CompositeAlarm': 'left-out',
  'AWS::CloudWatch::Dashboard': 'left-out',
  'AWS::Logs::LogGroup': 'left-out',
  'AWS::Logs::MetricFilter': 'left-out',
  'AWS::Logs::ResourcePolicy': 'left-out',
  // What only serves deployment.
  'AWS::CDK::Metadata': 'left-out',
  'AWS::Lambda::LayerVersion': 'left-out',
  'Custom::LogRetention': 'left-out',
  'Custom::S3AutoDeleteObjects': 'left-out',
};

/**
 * Refuses a template with a resource whose type the runner does not know, before anything starts.
 * @throws RunnerRefusal that names every such resource and its type.
 */
export function refuseUnknownResources(template: Template): void {
  const unknown = Object.entries(template.Resources)
    .filter(([, resource]) => treatments[resource.Type] === undefined)
    .map(([logicalId, resource]) => `${logicalId} (${resource.Type})`);
  if (unknown.length === 0) return;
  throw new RunnerRefusal(
    `the template has ${unknown.length === 1 ? 'a resource' : 'resources'} of a type that the local runner does not know: ${unknown.join(', ')}`,
  );
}
