import { join } from 'node:path';
import type { Template, TemplateResource } from '../../../packages/local/src/template.ts';

const functionOf = (
  asset: string,
  handler = 'index.handler',
  variables: Record<string, unknown> = {},
): TemplateResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: handler,
    Timeout: 5,
    Code: { S3Bucket: 'assets', S3Key: `${asset}.zip` },
    Environment: { Variables: { TABLE: { Ref: 'Items' }, ...variables } },
  },
});

const uriOf = (name: string): object => ({
  'Fn::Join': [
    '',
    [
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
      { 'Fn::GetAtt': [name, 'Arn'] },
      '/invocations',
    ],
  ],
});

const socketRoute = (routeKey: string, more: object = {}): TemplateResource => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Sockets' },
    RouteKey: routeKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'SocketIntegration' }]] },
    RouteResponseSelectionExpression: '$default',
    ...more,
  },
});

const member = (type: string, api: string, properties: object): TemplateResource => ({
  Type: `AWS::ApiGatewayV2::${type}`,
  Properties: { ApiId: { Ref: api }, ...properties },
});

/** A little of everything the runner runs: a change goes from a socket through table, stream and queue back to the socket. */
export const fixtureTemplate: Template = {
  Resources: {
    Items: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAtS', Enabled: true },
      },
    },
    Keys: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
    },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true, MessageRetentionPeriod: 1_209_600 } },
    Changes: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        FifoQueue: true,
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
        VisibilityTimeout: 6,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
      },
    },
    Socket: functionOf('socket'),
    Authorize: functionOf('socket', 'index.authorize'),
    Record: functionOf('record', 'index.handler', { QUEUE_URL: { Ref: 'Changes' } }),
    Post: functionOf('post'),
    Web: functionOf('web', 'index.handler', { SECRET: { Ref: 'Keys' } }),
    Tick: functionOf('tick'),
    RecordFromStream: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Items', 'StreamArn'] },
        FunctionName: { Ref: 'Record' },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 10,
        ParallelizationFactor: 4,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: -1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        FilterCriteria: {
          Filters: [
            {
              Pattern:
                '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"connectionId":{"S":[{"exists":true}]}}}}',
            },
          ],
        },
      },
    },
    PostFromQueue: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Changes', 'Arn'] },
        FunctionName: { Ref: 'Post' },
        BatchSize: 10,
      },
    },
    EachHour: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 hour)',
        State: 'ENABLED',
        Targets: [{ Id: 'Tick', Arn: { 'Fn::GetAtt': ['Tick', 'Arn'] } }],
      },
    },
    Sockets: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    SocketStage: member('Stage', 'Sockets', { StageName: 'live' }),
    SocketIntegration: member('Integration', 'Sockets', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: uriOf('Socket'),
    }),
    SocketAuthorizer: member('Authorizer', 'Sockets', {
      AuthorizerType: 'REQUEST',
      AuthorizerUri: uriOf('Authorize'),
      IdentitySource: ['route.request.querystring.ticket'],
    }),
    Connect: socketRoute('$connect', {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: 'SocketAuthorizer' },
    }),
    Put: socketRoute('put'),
    PutResponse: member('RouteResponse', 'Sockets', {
      RouteId: { Ref: 'Put' },
      RouteResponseKey: '$default',
    }),
    Pages: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    PagesStage: member('Stage', 'Pages', { StageName: '$default' }),
    PagesIntegration: member('Integration', 'Pages', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Web', 'Arn'] },
      PayloadFormatVersion: '2.0',
    }),
    PagesItems: member('Route', 'Pages', {
      RouteKey: 'GET /items',
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'PagesIntegration' }]] },
    }),
    PagesSecret: member('Route', 'Pages', {
      RouteKey: 'GET /secret',
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'PagesIntegration' }]] },
    }),
  },
};

/** The fixture's functions need no bundling: they lie beside it. */
export const fixtureAssets = (objectKey: string): string =>
  join(import.meta.dirname, 'fixture-functions', objectKey.replace('.zip', ''));
