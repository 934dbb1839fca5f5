import type { SynthesizeOptions, Template } from '@gaveldrop/infra';
import { describe, expect, test } from 'vitest';
import { propertiesOf, readable, resourcesOf, synthesizeFixture } from './fixture-stack.ts';

const typesOf = (template: Template): Set<string> =>
  new Set(Object.values(template.Resources).map(({ Type }) => Type));
const variablesOf = (template: Template, name: string): Readonly<Record<string, unknown>> => {
  const { Environment } = propertiesOf(template, 'AWS::Lambda::Function', `Functions${name}Function`);
  return (Environment as { Variables: Record<string, unknown> }).Variables;
};
const markersOf = (template: Template): string[] => {
  const { SourceMarkers } = propertiesOf(
    template,
    'Custom::CDKBucketDeployment',
    'SiteContentDeploymentCustomResource',
  );
  return Object.values((SourceMarkers as Record<string, unknown>[])[1] ?? {}).map(readable);
};

type Statement = { readonly Action: string | string[]; readonly Resource: unknown };
/** What a role may do, as sentences. */
const mayOf = (template: Template, role: string): string[] => {
  const { Policies } = propertiesOf(template, 'AWS::IAM::Role', role);
  return (Policies as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.map(
      ({ Action, Resource }) => `${[Action].flat().join(' ')} on ${readable(Resource)}`,
    ),
  );
};

/** A synthesis takes long on a busy machine. */
const patience = { timeout: 90_000 };
const { template: posting } = synthesizeFixture();

describe('without a feed, which is how a stage is unless it says otherwise', () => {
  const template = posting;

  test('nothing is of AppSync', () => {
    expect([...typesOf(template)].filter((type) => type.startsWith('AWS::AppSync'))).toEqual([]);
    expect(JSON.stringify(template).toLowerCase()).not.toContain('appsync');
    expect(JSON.stringify(template)).not.toContain('FeedUrl');
  });

  test('saying so changes nothing', patience, () => {
    expect(synthesizeFixture({ broadcast: 'connections' }).template).toEqual(template);
  });

  test('functions are told', () => {
    for (const name of ['Authorize', 'Hello', 'Broadcast'])
      expect(variablesOf(template, name).BROADCAST).toBe('connections');
  });
});

describe('with a feed', () => {
  const { template } = synthesizeFixture({ broadcast: 'events' });

  test('there is one event API: whoever has a token of the issuer connects and listens, only a signed request publishes', () => {
    expect(propertiesOf(template, 'AWS::AppSync::Api', 'FeedApi').EventConfig).toMatchObject({
      AuthProviders: [
        { AuthType: 'AWS_IAM' },
        {
          AuthType: 'OPENID_CONNECT',
          OpenIDConnectConfig: {
            Issuer: { Ref: 'Issuer' },
            ClientId: { 'Fn::Join': ['', ['^', { Ref: 'Audience' }, '$']] },
          },
        },
      ],
      ConnectionAuthModes: [{ AuthType: 'OPENID_CONNECT' }],
      DefaultPublishAuthModes: [{ AuthType: 'AWS_IAM' }],
      DefaultSubscribeAuthModes: [{ AuthType: 'OPENID_CONNECT' }],
    });
    expect(Object.keys(resourcesOf(template, 'AWS::AppSync::Api'))).toEqual(['FeedApi']);
    expect(resourcesOf(template, 'AWS::AppSync::ApiKey')).toEqual({});
  });

  test('its channels are those of drops', () => {
    const namespaces = Object.values(resourcesOf(template, 'AWS::AppSync::ChannelNamespace'));
    expect(namespaces.map(({ Properties }) => Properties)).toEqual([
      {
        ApiId: { 'Fn::GetAtt': [expect.stringMatching(/^FeedApi/), 'ApiId'] },
        Name: 'drops',
        PublishAuthModes: [{ AuthType: 'AWS_IAM' }],
        SubscribeAuthModes: [{ AuthType: 'OPENID_CONNECT' }],
      },
    ]);
  });

  test('of all roles the broadcaster alone may publish, in that namespace, and it posts to nobody', () => {
    expect(mayOf(template, 'FunctionsBroadcastRole')).toEqual([
      'logs:CreateLogStream logs:PutLogEvents on <FunctionsBroadcastLog.Arn>',
      'sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on <QueuesPulse.Arn>',
      'dynamodb:GetItem on <TablesLots.Arn>',
      'dynamodb:GetItem on <TablesRecords.Arn>',
      'appsync:EventPublish on <FeedApi.ApiArn>/channelNamespace/drops',
    ]);
    expect(JSON.stringify(template).match(/appsync:Event\w+/g)).toEqual(['appsync:EventPublish']);
  });

  test('hello lists nobody', () => {
    expect(mayOf(template, 'FunctionsHelloRole')[1]).toBe('dynamodb:Query on <TablesConnections.Arn>');
  });

  test('no other role may more or less than without', () => {
    const without = resourcesOf(posting, 'AWS::IAM::Role');
    const { FeedLogsRole, ...roles } = resourcesOf(template, 'AWS::IAM::Role');
    expect(Object.keys(roles)).toEqual(Object.keys(without));
    for (const name of ['FunctionsHelloRole', 'FunctionsBroadcastRole']) {
      delete without[name];
      delete roles[name];
    }
    expect(roles).toEqual(without);
    expect(FeedLogsRole?.Properties?.ManagedPolicyArns).toBeUndefined();
  });

  test('it logs errors, to a log that is kept for a month', () => {
    expect(propertiesOf(template, 'AWS::AppSync::Api', 'FeedApi').EventConfig).toMatchObject({
      LogConfig: { LogLevel: 'ERROR' },
    });
    const { LogGroupName, RetentionInDays } = propertiesOf(template, 'AWS::Logs::LogGroup', 'FeedLog');
    expect([readable(LogGroupName), RetentionInDays]).toEqual(['/aws/appsync/apis/<FeedApi.ApiId>', 30]);
    expect(mayOf(template, 'FeedLogsRole')).toEqual([
      'logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/appsync/apis/*',
    ]);
  });

  test('functions are told, and a drop has one shard', () => {
    for (const name of ['Authorize', 'Hello', 'Broadcast'])
      expect(variablesOf(template, name).BROADCAST).toBe('events');
    const { EVENTS_ENDPOINT, ...broadcaster } = variablesOf(template, 'Broadcast');
    expect(readable(EVENTS_ENDPOINT)).toBe('https://<FeedApi.Dns.Http>/event');
    expect(broadcaster.AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI).toBeUndefined();
    expect(variablesOf(template, 'Http').SHARD_COUNT).toBe('1');
  });

  test('config.json and the outputs tell where to listen', () => {
    expect(markersOf(template).slice(4, 7)).toEqual([
      '<SnapshotsDistribution.DomainName>',
      '<FeedApi.Dns.Realtime>',
      '<FeedApi.Dns.Http>',
    ]);
    expect(readable(template.Outputs?.FeedUrl?.Value)).toBe('wss://<FeedApi.Dns.Realtime>/event/realtime');
  });

  test("a user pool's tokens are taken as such: they have no `aud`", patience, () => {
    const own = synthesizeFixture({ broadcast: 'events', userPool: true }).template;
    const { EventConfig } = propertiesOf(own, 'AWS::AppSync::Api', 'FeedApi');
    const { AuthProviders, ConnectionAuthModes } = EventConfig as {
      AuthProviders: { CognitoConfig?: Record<string, unknown> }[];
      ConnectionAuthModes: unknown;
    };
    const { UserPoolId, AppIdClientRegex } = AuthProviders[1]?.CognitoConfig ?? {};
    expect([UserPoolId, AppIdClientRegex].map(readable)).toEqual([
      '<SignInUserPool>',
      '^<SignInUserPoolPages>$',
    ]);
    expect(ConnectionAuthModes).toEqual([{ AuthType: 'AMAZON_COGNITO_USER_POOLS' }]);
  });

  test('CloudFormation takes the template', patience, () => {
    expect(() => synthesizeFixture({ broadcast: 'events', validate: true })).not.toThrow();
  });
});

test('a way that there is not is refused, and what there is is said', patience, () => {
  const broadcast = 'sockets' as NonNullable<SynthesizeOptions['broadcast']>;
  expect(() => synthesizeFixture({ broadcast })).toThrow(
    'The setting broadcast must be connections or events, not sockets.',
  );
});
