import { limits } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { propertiesOf, readable, resourcesOf, synthesizeFixture } from './fixture-stack.ts';

const { template } = synthesizeFixture();

const parts = (value: unknown, ...keys: string[]): unknown[] => {
  const record = value as Record<string, unknown>;
  return keys.map((key) => record[key]);
};

describe('functions', () => {
  const functions = Object.entries(resourcesOf(template, 'AWS::Lambda::Function'))
    .filter(([name]) => name.startsWith('Functions'))
    .map(([name, { Properties = {} }]) => [name, Properties] as const);

  test('each has its timeout and memory', () => {
    expect(
      Object.fromEntries(
        functions.map(([name, properties]) => [
          name.replace(/^Functions(.*)Function$/, '$1'),
          parts(properties, 'Timeout', 'MemorySize'),
        ]),
      ),
    ).toEqual({
      Authorize: [5, 512],
      Connect: [3, 256],
      Disconnect: [5, 256],
      Hello: [6, 512],
      Ping: [6, 256],
      Bid: [6, 1769],
      Lot: [6, 512],
      Unknown: [3, 256],
      Record: [30, 512],
      Settle: [30, 512],
      Broadcast: [6, 1769],
      Close: [60, 512],
      Sweep: [60, 512],
      Http: [10, 1024],
    });
  });

  test.each(functions)(
    '%s runs Node 24 on arm64, is an ES module and logs JSON to its own group',
    (name, properties) => {
      expect(parts(properties, 'Runtime', 'Architectures', 'Handler')).toEqual([
        'nodejs24.x',
        ['arm64'],
        'index.handler',
      ]);
      const { LogFormat, LogGroup } = properties.LoggingConfig as { LogFormat: string; LogGroup: unknown };
      expect(LogFormat).toBe('JSON');
      expect(readable(LogGroup)).toBe(`<${name.replace(/Function$/, 'Log')}>`);
    },
  );

  test('each log is kept for a month', () => {
    const groups = Object.values(resourcesOf(template, 'AWS::Logs::LogGroup'));
    expect(groups).toHaveLength(16);
    expect(new Set(groups.map(({ Properties }) => Properties?.RetentionInDays))).toEqual(new Set([30]));
  });

  test('each has in its environment what it needs and no more', () => {
    const extra = Object.fromEntries(
      functions.map(([name, properties]) => {
        const { LOTS_TABLE, RECORDS_TABLE, CONNECTIONS_TABLE, ...rest } = (
          properties.Environment as { Variables: Record<string, unknown> }
        ).Variables;
        expect([LOTS_TABLE, RECORDS_TABLE, CONNECTIONS_TABLE].map(readable)).toEqual([
          '<TablesLots>',
          '<TablesRecords>',
          '<TablesConnections>',
        ]);
        return [name.replace(/^Functions(.*)Function$/, '$1'), Object.keys(rest).sort().join(' ')];
      }),
    );
    expect(extra).toEqual({
      Authorize: 'ALLOWED_ORIGINS BROADCAST',
      Connect: '',
      Disconnect: '',
      Hello: 'BROADCAST',
      Ping: '',
      Bid: 'PULSE_QUEUE_URL SALEROOM_SECRET',
      Lot: 'NUDGE_QUEUE_URL PULSE_QUEUE_URL',
      Unknown: '',
      Record: 'PULSE_QUEUE_URL',
      Settle: '',
      Broadcast: 'AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI BROADCAST',
      Close: 'NUDGE_QUEUE_URL PULSE_QUEUE_URL',
      Sweep: 'NUDGE_QUEUE_URL PULSE_QUEUE_URL',
      Http: 'ALLOWED_ORIGINS AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI GROUP_CLAIM SALEROOM_SECRET SHARD_COUNT',
    });
  });

  test('what the environment of http says', () => {
    const { Variables } = propertiesOf(template, 'AWS::Lambda::Function', 'FunctionsHttpFunction')
      .Environment as {
      Variables: Record<string, unknown>;
    };
    expect(readable(Variables.AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI)).toBe(
      'https://<SocketsApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>/live',
    );
    expect(readable(Variables.GROUP_CLAIM)).toBe('<GroupClaim>');
    expect(Variables.SHARD_COUNT).toBe('4');
    expect(readable(Variables.ALLOWED_ORIGINS)).toBe(
      'if NoOtherOrigins: https://<SiteDistribution.DomainName> else: https://<SiteDistribution.DomainName>,join(<AllowedOrigins>)',
    );
  });
});

describe('tables', () => {
  const table = (name: string) => propertiesOf(template, 'AWS::DynamoDB::Table', name);
  const keys = (name: string): string => {
    const types = Object.fromEntries(
      (table(name).AttributeDefinitions as { AttributeName: string; AttributeType: string }[]).map(
        ({ AttributeName, AttributeType }) => [AttributeName, AttributeType],
      ),
    );
    return (table(name).KeySchema as { AttributeName: string; KeyType: string }[])
      .map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName} ${types[AttributeName]}`)
      .join(', ');
  };

  test('each has its key', () => {
    expect(keys('TablesLots')).toBe('HASH lotId B');
    expect(keys('TablesRecords')).toBe('HASH pk S, RANGE sk S');
    expect(keys('TablesConnections')).toBe('HASH pk S, RANGE sk S');
  });

  test.each(['TablesLots', 'TablesRecords', 'TablesConnections'])(
    '%s is on demand, with point-in-time recovery',
    (name) => {
      expect(table(name).BillingMode).toBe('PAY_PER_REQUEST');
      expect(table(name).PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    },
  );

  test('lots have a stream of both images and an index of keys only', () => {
    expect(table('TablesLots').StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    expect(table('TablesLots').GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'openLots',
        KeySchema: [
          { AttributeName: 'openIn', KeyType: 'HASH' },
          { AttributeName: 'openAs', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ]);
    expect(table('TablesRecords').StreamSpecification).toBeUndefined();
    expect(table('TablesConnections').StreamSpecification).toBeUndefined();
  });

  test('connections expire; lots and records outlive the stack', () => {
    expect(table('TablesConnections').TimeToLiveSpecification).toEqual({
      AttributeName: 'expiresAtS',
      Enabled: true,
    });
    for (const name of ['TablesLots', 'TablesRecords']) {
      expect(resourcesOf(template, 'AWS::DynamoDB::Table')[name]).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { DeletionProtectionEnabled: true },
      });
    }
  });
});

describe('secret', () => {
  const secrets = resourcesOf(template, 'AWS::SecretsManager::Secret');

  test('there is one: AWS makes its text, 64 letters and digits, and it outlives the stack', () => {
    expect(secrets).toEqual({
      KeysSecret: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: {
          Description: expect.any(String),
          GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
        },
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      },
    });
  });

  test('it is made once: its logical id, which CloudFormation knows it by, is the first one', () => {
    const ids = Object.entries(template.Resources).filter(
      ([, { Type }]) => Type === 'AWS::SecretsManager::Secret',
    );
    expect(ids.map(([id]) => id)).toEqual(['KeysSecret88F3B70F']);
  });

  test('functions are told its ARN, and no template, parameter or output tells its text', () => {
    for (const name of ['FunctionsBidFunction', 'FunctionsHttpFunction']) {
      const { Variables } = propertiesOf(template, 'AWS::Lambda::Function', name).Environment as {
        Variables: Record<string, unknown>;
      };
      expect(readable(Variables.SALEROOM_SECRET)).toBe('<KeysSecret>');
    }
    // A dynamic reference is how a template would have CloudFormation put a secret's text in.
    expect(JSON.stringify(template)).not.toMatch(/\{\{resolve:/);
  });
});

describe('queues', () => {
  const queue = (name: string): Record<string, unknown> => {
    const { RedrivePolicy, ...rest } = propertiesOf(template, 'AWS::SQS::Queue', name);
    if (RedrivePolicy === undefined) return rest;
    const { deadLetterTargetArn, maxReceiveCount } = RedrivePolicy as Record<string, unknown>;
    return { ...rest, dead: `${readable(deadLetterTargetArn)} after ${maxReceiveCount}` };
  };

  test('pulses: high-throughput FIFO, seen again after the broadcaster has ended, gone after a minute', () => {
    expect(queue('QueuesPulse')).toEqual({
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      ContentBasedDeduplication: false,
      MessageRetentionPeriod: 60,
      VisibilityTimeout: 6,
      dead: '<QueuesPulseDead.Arn> after 2',
    });
  });

  test('nudges: seen again after the closer has ended, gone after an hour', () => {
    expect(queue('QueuesNudge')).toEqual({
      MessageRetentionPeriod: 3600,
      VisibilityTimeout: 60,
      dead: '<QueuesNudgeDead.Arn> after 5',
    });
  });

  test('dead letters are kept for 14 days', () => {
    expect(queue('QueuesPulseDead')).toEqual({ FifoQueue: true, MessageRetentionPeriod: 1209600 });
    expect(queue('QueuesNudgeDead')).toEqual({ MessageRetentionPeriod: 1209600 });
  });
});

describe('event sources', () => {
  const source = (name: string): Record<string, unknown> => {
    const { EventSourceArn, FunctionName, ...rest } = propertiesOf(
      template,
      'AWS::Lambda::EventSourceMapping',
      `EventSources${name}`,
    );
    return { ...rest, from: readable(EventSourceArn), to: readable(FunctionName) };
  };
  const neverGivenUp = {
    from: '<TablesLots.StreamArn>',
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 100,
    MaximumRetryAttempts: -1,
    MaximumRecordAgeInSeconds: -1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    ParallelizationFactor: 10,
  };

  test('the stream leads to record with every change, and is never given up on', () => {
    const { DestinationConfig, ...rest } = source('Record');
    expect(rest).toEqual({ ...neverGivenUp, to: '<FunctionsRecordFunction>' });
    expect(
      readable((DestinationConfig as { OnFailure: { Destination: unknown } }).OnFailure.Destination),
    ).toBe('<LotStreamGivenUp.Arn>');
  });

  test('[M9] the stream leads to settle with what is sold, and is never given up on', () => {
    const { DestinationConfig, FilterCriteria, ...rest } = source('Settle');
    expect(rest).toEqual({ ...neverGivenUp, to: '<FunctionsSettleFunction>' });
    expect(FilterCriteria).toEqual({
      Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"status":{"S":["sold"]}}}}' }],
    });
    expect(
      readable((DestinationConfig as { OnFailure: { Destination: unknown } }).OnFailure.Destination),
    ).toBe('<LotStreamGivenUp.Arn>');
  });

  test('what was given up on is kept', () => {
    expect(resourcesOf(template, 'AWS::S3::Bucket').LotStreamGivenUp).toMatchObject({
      DeletionPolicy: 'Retain',
    });
    expect(
      propertiesOf(template, 'AWS::S3::Bucket', 'LotStreamGivenUp').LifecycleConfiguration,
    ).toBeUndefined();
  });

  test('pulses lead to broadcast at once, nudges to close one at a time', () => {
    expect(source('Broadcast')).toEqual({
      from: '<QueuesPulse.Arn>',
      to: '<FunctionsBroadcastFunction>',
      BatchSize: 10,
    });
    // What a worker takes for a full batch, behind which more may wait.
    expect(limits.pulseBatchMax).toBe(10);
    expect(source('Close')).toEqual({
      from: '<QueuesNudge.Arn>',
      to: '<FunctionsCloseFunction>',
      BatchSize: 1,
    });
  });

  test('[C8] the sweep runs each minute', () => {
    const rule = propertiesOf(template, 'AWS::Events::Rule', 'SweepEachMinute');
    expect(parts(rule, 'ScheduleExpression', 'State')).toEqual(['rate(1 minute)', 'ENABLED']);
    expect((rule.Targets as { Arn: unknown }[]).map(({ Arn }) => readable(Arn))).toEqual([
      '<FunctionsSweepFunction.Arn>',
    ]);
  });
});

/** Each route of an API: its function, its authorizer and whether it answers. */
const routesOf = (api: string): Record<string, string> => {
  const integrations = Object.fromEntries(
    Object.entries(resourcesOf(template, 'AWS::ApiGatewayV2::Integration')).map(([name, { Properties }]) => [
      `<${name}>`,
      readable(Properties?.IntegrationUri).replace(/.*<Functions(\w+)Function\.Arn>.*/, '$1'),
    ]),
  );
  const answered = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::RouteResponse')).map(
    ({ Properties }) => readable(Properties?.RouteId),
  );
  return Object.fromEntries(
    Object.entries(resourcesOf(template, 'AWS::ApiGatewayV2::Route'))
      .filter(([, { Properties }]) => readable(Properties?.ApiId) === `<${api}>`)
      .map(([name, { Properties }]) => {
        const target = integrations[readable(Properties?.Target).replace('integrations/', '')];
        const authorizer =
          Properties?.AuthorizerId === undefined ? '' : ` by ${readable(Properties.AuthorizerId)}`;
        const selected = Properties?.RouteResponseSelectionExpression === '$default';
        const answer = selected && answered.includes(`<${name}>`) ? ', answered' : '';
        return [
          String(Properties?.RouteKey),
          `${target} ${Properties?.AuthorizationType}${authorizer}${answer}`,
        ];
      }),
  );
};

describe('WebSocket API', () => {
  test('messages lead to functions by their action', () => {
    expect(
      parts(
        propertiesOf(template, 'AWS::ApiGatewayV2::Api', 'SocketsApi'),
        'ProtocolType',
        'RouteSelectionExpression',
      ),
    ).toEqual(['WEBSOCKET', '$request.body.action']);
    expect(routesOf('SocketsApi')).toEqual({
      $connect: 'Connect CUSTOM by <SocketsApiTickets>',
      $disconnect: 'Disconnect NONE',
      $default: 'Unknown NONE, answered',
      hello: 'Hello NONE, answered',
      ping: 'Ping NONE, answered',
      bid: 'Bid NONE, answered',
      lot: 'Lot NONE, answered',
    });
  });

  test('the ticket is in the query string, and is asked about each time', () => {
    const { AuthorizerUri, ApiId, ...rest } = propertiesOf(
      template,
      'AWS::ApiGatewayV2::Authorizer',
      'SocketsApiTickets',
    );
    expect(rest).toEqual({
      AuthorizerType: 'REQUEST',
      IdentitySource: ['route.request.querystring.ticket'],
      Name: 'Tickets',
    });
    expect(readable(ApiId)).toBe('<SocketsApi>');
    expect(readable(AuthorizerUri)).toContain('<FunctionsAuthorizeFunction.Arn>');
  });

  test('the stage is live, deployed by itself, throttled at half of what the account has', () => {
    const stage = propertiesOf(template, 'AWS::ApiGatewayV2::Stage', 'SocketsStage');
    expect(parts(stage, 'StageName', 'AutoDeploy', 'DefaultRouteSettings')).toEqual([
      'live',
      true,
      { ThrottlingRateLimit: 5000, ThrottlingBurstLimit: 2500 },
    ]);
    expect(resourcesOf(template, 'AWS::ApiGatewayV2::Stage').SocketsStage?.DependsOn).toEqual([
      expect.stringMatching(/^SocketsLoggingAccount/),
      expect.stringMatching(/^SocketsLoggingRole/),
    ]);
  });

  test('its access log holds these variables and nothing of the query string', () => {
    const { Format } = propertiesOf(template, 'AWS::ApiGatewayV2::Stage', 'SocketsStage')
      .AccessLogSettings as {
      Format: string;
    };
    expect(Object.values(JSON.parse(Format))).toEqual([
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.connectionId',
      '$context.eventType',
      '$context.routeKey',
      '$context.status',
      '$context.integrationLatency',
      '$context.integrationErrorMessage',
      '$context.authorizer.status',
      '$context.authorizer.error',
    ]);
  });
});

describe('HTTP API', () => {
  test('these routes and no others; those for signed-in people check the token', () => {
    const all = 'Http NONE';
    const signedIn = 'Http JWT by <HttpApiSignedIn>';
    expect(routesOf('HttpApi')).toEqual({
      'GET /drops': all,
      'GET /drops/{dropId}': all,
      'GET /drops/{dropId}/lots': all,
      'GET /drops/{dropId}/snapshot': all,
      'HEAD /drops/{dropId}/snapshot': all,
      'GET /drops/{dropId}/lots/{lotId}/history': all,
      'POST /drops': signedIn,
      'POST /drops/{dropId}/lots': signedIn,
      'PATCH /drops/{dropId}/lots/{lotId}': signedIn,
      'GET /drops/{dropId}/paddles': signedIn,
      'POST /drops/{dropId}/paddles': signedIn,
      'PUT /drops/{dropId}/paddles/{paddle}/suspension': signedIn,
      'PUT /drops/{dropId}/paddles/{paddle}/limit': signedIn,
      'PUT /drops/{dropId}/paddles/{paddle}/seller': signedIn,
      'GET /drops/{dropId}/receipts': signedIn,
      'GET /keys': all,
      'POST /tickets': signedIn,
      'GET /lots/{lotId}/net': signedIn,
      'GET /sellers/{sellerId}/statements': signedIn,
      'GET /sellers/{sellerId}/statements/{statementId}': signedIn,
      'GET /me': signedIn,
    });
  });

  test('tokens are those of the issuer and audience that the parameters name', () => {
    const authorizer = propertiesOf(template, 'AWS::ApiGatewayV2::Authorizer', 'HttpApiSignedIn');
    expect(parts(authorizer, 'AuthorizerType', 'IdentitySource', 'JwtConfiguration')).toEqual([
      'JWT',
      ['$request.header.Authorization'],
      { Audience: [{ Ref: 'Audience' }], Issuer: { Ref: 'Issuer' } },
    ]);
  });

  test('pages of the allowed origins, our own among them, may call it', () => {
    const { AllowOrigins, ...rest } = propertiesOf(template, 'AWS::ApiGatewayV2::Api', 'HttpApi')
      .CorsConfiguration as Record<string, unknown>;
    expect(rest).toEqual({
      AllowMethods: ['GET', 'POST', 'PUT', 'PATCH'],
      AllowHeaders: ['authorization', 'content-type', 'accept'],
      MaxAge: 3600,
    });
    expect(readable(AllowOrigins)).toBe(
      "split(',', if NoOtherOrigins: https://<SiteDistribution.DomainName> else: https://<SiteDistribution.DomainName>,join(<AllowedOrigins>))",
    );
    expect(readable(template.Conditions?.NoOtherOrigins)).toBe(
      '{"Fn::Equals":[{"Fn::Join":[",",{"Ref":"AllowedOrigins"}]},""]}',
    );
  });

  test('its stage is the default one and throttled', () => {
    const stage = propertiesOf(template, 'AWS::ApiGatewayV2::Stage', 'HttpStage');
    expect(parts(stage, 'StageName', 'AutoDeploy', 'DefaultRouteSettings')).toEqual([
      '$default',
      true,
      { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 1000 },
    ]);
  });
});

describe('order', () => {
  /** The logical ids that a value refers to, in any depth. */
  const referred = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    if (Array.isArray(value)) return value.flatMap(referred);
    return Object.entries(value).flatMap(([key, inner]) => {
      if (key === 'Ref') return [String(inner)];
      if (key === 'Fn::GetAtt') return [String((inner as string[])[0])];
      return referred(inner);
    });
  };

  /** Takes away, again and again, what waits for nothing that is left; what then stays waits for itself. */
  const waitingForThemselves = (waits: ReadonlyMap<string, readonly string[]>): string[] => {
    const left = new Map(waits);
    for (;;) {
      const free = [...left].filter(([, others]) => others.every((other) => !left.has(other)));
      if (free.length === 0) return [...left.keys()].sort();
      for (const [id] of free) left.delete(id);
    }
  };

  test.each([
    ['posts', template],
    ['a feed', synthesizeFixture({ broadcast: 'events' }).template],
  ])('no resource waits for itself, by whatever way round, with %s', (_, { Resources }) => {
    const waits = Object.entries(Resources).map(
      ([id, { Properties, DependsOn }]) =>
        [id, [...referred(Properties), ...[DependsOn ?? []].flat()]] as const,
    );
    expect(waitingForThemselves(new Map(waits))).toEqual([]);
  });

  test('a circle would be found', () => {
    const circle = new Map([
      ['site', ['headers']],
      ['headers', ['api']],
      ['api', ['site']],
      ['bucket', []],
    ]);
    expect(waitingForThemselves(circle)).toEqual(['api', 'headers', 'site']);
  });
});

describe('parameters and outputs', () => {
  test('what a deployment is told', () => {
    expect(
      Object.entries(template.Parameters ?? {}).map(([name, { Type, Default }]) => [name, Type, Default]),
    ).toEqual([
      ['AllowedOrigins', 'CommaDelimitedList', ''],
      ['GroupClaim', 'String', 'cognito:groups'],
      ['Issuer', 'String', undefined],
      ['Audience', 'String', undefined],
      ['ClientId', 'String', undefined],
    ]);
  });

  test('what a deployment says', () => {
    expect(
      Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [name, readable(Value)]),
    ).toEqual([
      ['HttpUrl', '<HttpApi.ApiEndpoint>'],
      ['WebSocketUrl', 'wss://<SocketsApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>/live'],
      ['SnapshotUrl', 'https://<SnapshotsDistribution.DomainName>'],
      ['SiteUrl', 'https://<SiteDistribution.DomainName>'],
    ]);
  });

  test('a user pool, when asked for, takes the place of the parameters that name an issuer', () => {
    const own = synthesizeFixture({ userPool: true }).template;
    expect(Object.keys(own.Parameters ?? {})).toEqual(['AllowedOrigins', 'GroupClaim']);
    const { JwtConfiguration } = propertiesOf(own, 'AWS::ApiGatewayV2::Authorizer', 'HttpApiSignedIn');
    const { Audience, Issuer } = JwtConfiguration as { Audience: unknown[]; Issuer: unknown };
    expect([...Audience, Issuer].map(readable)).toEqual([
      '<SignInUserPoolPages>',
      '<SignInUserPool.ProviderURL>',
    ]);
    expect(propertiesOf(own, 'AWS::Cognito::UserPoolGroup', 'SignInAuctioneers').GroupName).toBe(
      'auctioneers',
    );
    expect(
      parts(
        propertiesOf(own, 'AWS::Cognito::UserPoolClient', 'SignInUserPoolPages'),
        'GenerateSecret',
        'AllowedOAuthFlows',
      ),
    ).toEqual([false, ['code']]);
  });
});

describe('site', () => {
  test('nobody reads the bucket but the distribution', () => {
    expect(propertiesOf(template, 'AWS::S3::Bucket', 'SiteBucket').PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { PolicyDocument } = propertiesOf(template, 'AWS::S3::BucketPolicy', 'SiteBucketPolicy');
    const allowed = (PolicyDocument as { Statement: Record<string, unknown>[] }).Statement.filter(
      ({ Effect }) => Effect === 'Allow',
    );
    expect(allowed.map(({ Action, Principal }) => [Action, Principal])).toEqual([
      ['s3:GetObject', { Service: 'cloudfront.amazonaws.com' }],
    ]);
  });

  test('pages come over TLS, with headers that say what they may do', () => {
    const { DistributionConfig } = propertiesOf(
      template,
      'AWS::CloudFront::Distribution',
      'SiteDistribution',
    );
    const { DefaultRootObject, DefaultCacheBehavior, CacheBehaviors } = DistributionConfig as {
      DefaultRootObject: string;
      DefaultCacheBehavior: Record<string, unknown>;
      CacheBehaviors: Record<string, unknown>[];
    };
    expect(DefaultRootObject).toBe('index.html');
    expect(
      [DefaultCacheBehavior, ...CacheBehaviors].map(
        ({ PathPattern, ViewerProtocolPolicy, ResponseHeadersPolicyId }) => [
          PathPattern,
          ViewerProtocolPolicy,
          readable(ResponseHeadersPolicyId),
        ],
      ),
    ).toEqual([
      [undefined, 'redirect-to-https', '<SitePageHeaders>'],
      ['assets/*', 'redirect-to-https', '<SiteHashedFileHeaders>'],
    ]);
    for (const [name, cacheControl] of [
      ['SitePageHeaders', 'no-cache'],
      ['SiteHashedFileHeaders', 'public, max-age=31536000, immutable'],
    ] as const) {
      expect(propertiesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy', name)).toMatchObject({
        ResponseHeadersPolicyConfig: {
          CustomHeadersConfig: { Items: [{ Header: 'Cache-Control', Value: cacheControl }] },
          SecurityHeadersConfig: {
            ContentSecurityPolicy: {
              ContentSecurityPolicy: expect.stringMatching(/^default-src 'none'; script-src 'self';/),
            },
            ContentTypeOptions: { Override: true },
            FrameOptions: { FrameOption: 'DENY' },
            StrictTransportSecurity: { AccessControlMaxAgeSec: 31536000 },
          },
        },
      });
    }
  });

  test('config.json tells the pages where they are', () => {
    const { SourceMarkers } = propertiesOf(
      template,
      'Custom::CDKBucketDeployment',
      'SiteContentDeploymentCustomResource',
    );
    expect(Object.values((SourceMarkers as Record<string, unknown>[])[1] ?? {}).map(readable)).toEqual([
      '<HttpApi.ApiEndpoint>',
      '<SocketsApi>',
      '<AWS::Region>',
      '<AWS::URLSuffix>',
      '<SnapshotsDistribution.DomainName>',
      '<Issuer>',
      '<Audience>',
      '<ClientId>',
    ]);
  });

  test('a folder without pages is refused, and says what to do', () => {
    expect(() => synthesizeFixture({ webDir: '/nowhere' })).toThrow(
      'There are no pages in /nowhere: build the web first. "npm run synth" does both.',
    );
  });
});
