import type { Template, TemplateResource } from '@gaveldrop/infra';
import { describe, expect, test } from 'vitest';
import { readable, resourcesOf, synthesizeFixture } from './fixture-stack.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const sentences = (document: unknown): string[] =>
  (document as { Statement: Statement[] }).Statement.map(
    ({ Effect, Action, Resource }) =>
      `${Effect} ${list(Action).join(' ')} on ${list(Resource).map(readable).join(' and ')}`,
  );

const inlineSentences = (role: TemplateResource): string[] =>
  ((role.Properties?.Policies ?? []) as { PolicyDocument: unknown }[]).flatMap(({ PolicyDocument }) =>
    sentences(PolicyDocument),
  );

const socketApi = 'arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<SocketsApi>';
const assets = 'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>';

const ownLog = (role: string): string =>
  `Allow logs:CreateLogStream logs:PutLogEvents on <Functions${role}Log.Arn>`;

const readAndGiveUp = [
  'Allow dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator on <TablesLots.StreamArn>',
  'Allow dynamodb:ListStreams on *',
  'Allow s3:ListBucket on <LotStreamGivenUp.Arn>',
  'Allow s3:PutObject on <LotStreamGivenUp.Arn>/*',
];

const readSecret = 'Allow secretsmanager:GetSecretValue on <KeysSecret>';

/** All that each function may do, besides writing its own log. */
const functionsMay: Record<string, string[]> = {
  Authorize: [
    'Allow dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on <TablesConnections.Arn>',
  ],
  Connect: [],
  Disconnect: ['Allow dynamodb:DeleteItem dynamodb:UpdateItem on <TablesConnections.Arn>'],
  Hello: [
    'Allow dynamodb:PutItem dynamodb:Query on <TablesConnections.Arn>',
    'Allow dynamodb:BatchGetItem dynamodb:GetItem on <TablesLots.Arn>',
    'Allow dynamodb:GetItem dynamodb:Query on <TablesRecords.Arn>',
  ],
  Ping: [
    'Allow dynamodb:Query dynamodb:UpdateItem on <TablesConnections.Arn>',
    'Allow dynamodb:BatchGetItem dynamodb:GetItem on <TablesLots.Arn>',
    'Allow dynamodb:GetItem dynamodb:Query on <TablesRecords.Arn>',
  ],
  Bid: [
    'Allow dynamodb:GetItem dynamodb:UpdateItem on <TablesLots.Arn>',
    'Allow dynamodb:GetItem on <TablesRecords.Arn>',
    'Allow dynamodb:GetItem on <TablesConnections.Arn>',
    'Allow sqs:SendMessage on <QueuesPulse.Arn>',
    readSecret,
  ],
  Lot: [
    'Allow dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <TablesLots.Arn>',
    'Allow dynamodb:GetItem dynamodb:Query on <TablesRecords.Arn>',
    'Allow dynamodb:GetItem on <TablesConnections.Arn>',
    'Allow sqs:SendMessage on <QueuesPulse.Arn>',
    'Allow sqs:SendMessage on <QueuesNudge.Arn>',
  ],
  Unknown: [],
  Record: [
    ...readAndGiveUp,
    'Allow dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <TablesRecords.Arn>',
    'Allow dynamodb:GetItem on <TablesConnections.Arn>',
    'Allow sqs:SendMessage on <QueuesPulse.Arn>',
  ],
  Settle: [...readAndGiveUp, 'Allow dynamodb:GetItem dynamodb:PutItem on <TablesRecords.Arn>'],
  Broadcast: [
    'Allow sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on <QueuesPulse.Arn>',
    'Allow dynamodb:DeleteItem dynamodb:Query dynamodb:UpdateItem on <TablesConnections.Arn>',
    'Allow dynamodb:GetItem on <TablesLots.Arn>',
    'Allow dynamodb:GetItem on <TablesRecords.Arn>',
    `Allow execute-api:ManageConnections on ${socketApi}/live/POST/@connections/*`,
  ],
  Close: [
    'Allow sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on <QueuesNudge.Arn>',
    'Allow dynamodb:GetItem dynamodb:UpdateItem on <TablesLots.Arn>',
    'Allow dynamodb:GetItem on <TablesRecords.Arn>',
    'Allow dynamodb:GetItem on <TablesConnections.Arn>',
    'Allow sqs:SendMessage on <QueuesPulse.Arn>',
    'Allow sqs:SendMessage on <QueuesNudge.Arn>',
  ],
  Sweep: [
    'Allow dynamodb:GetItem dynamodb:UpdateItem on <TablesLots.Arn>',
    'Allow dynamodb:Query on <TablesLots.Arn>/index/openLots',
    'Allow dynamodb:GetItem on <TablesRecords.Arn>',
    'Allow dynamodb:GetItem on <TablesConnections.Arn>',
    'Allow sqs:SendMessage on <QueuesPulse.Arn>',
    'Allow sqs:SendMessage on <QueuesNudge.Arn>',
  ],
  Http: [
    'Allow dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <TablesLots.Arn>',
    'Allow dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on <TablesRecords.Arn>',
    'Allow dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <TablesConnections.Arn>',
    `Allow execute-api:ManageConnections on ${socketApi}/live/DELETE/@connections/*`,
    readSecret,
  ],
};

const deployment = 'CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C';

describe('roles', () => {
  const { template } = synthesizeFixture();
  const roles = resourcesOf(template, 'AWS::IAM::Role');

  test('there is one role a function, one for the copying of the pages and one for the gateway to log with', () => {
    expect(Object.keys(roles).sort()).toEqual(
      [
        ...Object.keys(functionsMay).map((name) => `Functions${name}Role`),
        `${deployment}ServiceRole`,
        'SocketsLoggingRole',
      ].sort(),
    );
  });

  test.each(Object.entries(functionsMay))('%s may do this and nothing else', (name, may) => {
    const role = roles[`Functions${name}Role`];
    expect(role && inlineSentences(role)).toEqual([ownLog(name), ...may]);
    expect(role?.Properties?.ManagedPolicyArns).toBeUndefined();
  });

  test('each function has its own role, which Lambda alone may take', () => {
    expect(functionRoles(template)).toEqual({
      Authorize: '<FunctionsAuthorizeRole.Arn>',
      Connect: '<FunctionsConnectRole.Arn>',
      Disconnect: '<FunctionsDisconnectRole.Arn>',
      Hello: '<FunctionsHelloRole.Arn>',
      Ping: '<FunctionsPingRole.Arn>',
      Bid: '<FunctionsBidRole.Arn>',
      Lot: '<FunctionsLotRole.Arn>',
      Unknown: '<FunctionsUnknownRole.Arn>',
      Record: '<FunctionsRecordRole.Arn>',
      Settle: '<FunctionsSettleRole.Arn>',
      Broadcast: '<FunctionsBroadcastRole.Arn>',
      Close: '<FunctionsCloseRole.Arn>',
      Sweep: '<FunctionsSweepRole.Arn>',
      Http: '<FunctionsHttpRole.Arn>',
    });
    for (const name of Object.keys(functionsMay)) {
      expect(roles[`Functions${name}Role`]?.Properties?.AssumeRolePolicyDocument).toEqual({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
        ],
      });
    }
  });

  test('no policy is attached to a role from outside, but that of the copying of the pages', () => {
    const policies = resourcesOf(template, 'AWS::IAM::Policy');
    expect(
      Object.values(policies).map(({ Properties }) => ({
        roles: list(Properties?.Roles).map(readable),
        may: sentences(Properties?.PolicyDocument),
      })),
    ).toEqual([
      {
        roles: [`<${deployment}ServiceRole>`],
        may: [
          `Allow s3:GetObject* s3:GetBucket* s3:List* on ${assets} and ${assets}/*`,
          'Allow s3:GetObject* s3:GetBucket* s3:List* s3:DeleteObject* s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:PutObjectTagging s3:PutObjectVersionTagging s3:Abort* on <SiteBucket.Arn> and <SiteBucket.Arn>/*',
          'Allow cloudfront:GetInvalidation cloudfront:CreateInvalidation on *',
        ],
      },
    ]);
    expect(resourcesOf(template, 'AWS::IAM::ManagedPolicy')).toEqual({});
  });

  test('the gateway may write logs', () => {
    expect(list(roles.SocketsLoggingRole?.Properties?.ManagedPolicyArns).map(readable)).toEqual([
      'arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    ]);
    expect(roles.SocketsLoggingRole && inlineSentences(roles.SocketsLoggingRole)).toEqual([]);
  });

  test('who may invoke: the two gateways and the schedule, each from its own place', () => {
    const permissions = Object.values(resourcesOf(template, 'AWS::Lambda::Permission')).map(
      ({ Properties }) =>
        [
          readable(Properties?.Principal),
          readable(Properties?.FunctionName).replace(/<Functions(.*)Function\.Arn>/, '$1'),
          readable(Properties?.SourceArn).replace(
            'arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:',
            '',
          ),
        ].join(' '),
    );
    expect(permissions.sort()).toEqual([
      'apigateway.amazonaws.com Authorize <SocketsApi>/authorizers/<SocketsApiTickets>',
      'apigateway.amazonaws.com Bid <SocketsApi>/*bid',
      'apigateway.amazonaws.com Connect <SocketsApi>/*$connect',
      'apigateway.amazonaws.com Disconnect <SocketsApi>/*$disconnect',
      'apigateway.amazonaws.com Hello <SocketsApi>/*hello',
      'apigateway.amazonaws.com Http <HttpApi>/*/*/*',
      'apigateway.amazonaws.com Lot <SocketsApi>/*lot',
      'apigateway.amazonaws.com Ping <SocketsApi>/*ping',
      'apigateway.amazonaws.com Unknown <SocketsApi>/*$default',
      'events.amazonaws.com Sweep <SweepEachMinute.Arn>',
    ]);
  });
});

const functionRoles = (template: Template): Record<string, string> =>
  Object.fromEntries(
    Object.entries(resourcesOf(template, 'AWS::Lambda::Function'))
      .filter(([name]) => name.startsWith('Functions'))
      .map(([name, { Properties }]) => [
        name.replace(/^Functions(.*)Function$/, '$1'),
        readable(Properties?.Role),
      ]),
  );
