import { describe, expect, test } from 'vitest';
import { createAddressExchange } from '../../../packages/local/src/local-addresses.ts';
import type { Template } from '../../../packages/local/src/template.ts';
import { createTemplateValues } from '../../../packages/local/src/template-values.ts';

/** A name as `Fn::Sub` marks it. */
const mark = (name: string): string => `$\{${name}}`;

const template: Template = {
  Parameters: {
    Issuer: { Type: 'String' },
    Origins: { Type: 'CommaDelimitedList', Default: 'https://a.example, https://b.example' },
    Empty: { Type: 'CommaDelimitedList', Default: '' },
  },
  Conditions: {
    NoMore: { 'Fn::Equals': [{ 'Fn::Join': [',', { Ref: 'Empty' }] }, ''] },
    More: { 'Fn::Not': [{ Condition: 'NoMore' }] },
  },
  Resources: {
    Lots86BA5A4D: { Type: 'AWS::DynamoDB::Table', Properties: {} },
    Pulse: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Sockets: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'WEBSOCKET' } },
    Web: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Pages: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: { DistributionConfig: { Origins: [{ Id: 'bucket', S3OriginConfig: {} }] } },
    },
    Edge: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: { DistributionConfig: { Origins: [{ Id: 'api', CustomOriginConfig: {} }] } },
    },
    Feed: { Type: 'AWS::AppSync::Api', Properties: {} },
    Never: { Type: 'AWS::SQS::Queue', Condition: 'More', Properties: {} },
    Reader: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Environment: {
          Variables: {
            HERE: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['Pages', 'DomainName'] }, ',x']] },
            POSTS: {
              'Fn::Sub': `https://${mark('Sockets')}.execute-api.${mark('AWS::Region')}.${mark('AWS::URLSuffix')}/live`,
            },
            SOCKETS: { 'Fn::GetAtt': ['Sockets', 'ApiEndpoint'] },
            KEPT: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['Edge', 'DomainName'] }]] },
            EVENTS: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['Feed', 'Dns.Http'] }, '/event']] },
            LISTEN: { 'Fn::Join': ['', ['wss://', { 'Fn::GetAtt': ['Feed', 'Dns.Realtime'] }]] },
            FEED: { 'Fn::GetAtt': ['Feed', 'Dns.Http'] },
          },
        },
        Nothing: { Ref: 'AWS::NoValue' },
      },
    },
  },
};

const values = createTemplateValues(template, {
  parameters: { Issuer: 'http://127.0.0.1:4703' },
  queueUrlBase: 'http://127.0.0.1:9324',
  exchangeAddresses: createAddressExchange(template, {
    siteUrl: 'http://127.0.0.1:4700',
    httpUrl: 'http://127.0.0.1:4701',
    webSocketUrl: 'ws://127.0.0.1:4702',
    edgeUrl: 'http://127.0.0.1:4704',
    feedUrl: 'http://127.0.0.1:4705',
  }),
});

describe('[local] values of a template', () => {
  test.each([
    ['a parameter', { Ref: 'Issuer' }, 'http://127.0.0.1:4703'],
    ['a list parameter', { Ref: 'Origins' }, ['https://a.example', 'https://b.example']],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['a table', { Ref: 'Lots86BA5A4D' }, 'Lots86BA5A4D'],
    ["a queue's URL", { Ref: 'Pulse' }, 'http://127.0.0.1:9324/000000000000/Pulse.fifo'],
    ["a queue's ARN", { 'Fn::GetAtt': ['Pulse', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:Pulse.fifo'],
    ['GetAtt with a dot', { 'Fn::GetAtt': 'Pulse.QueueName' }, 'Pulse.fifo'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Partition' }, 3]] }, 'a-aws-3'],
    ['Join of a list', { 'Fn::Join': ['|', { Ref: 'Origins' }] }, 'https://a.example|https://b.example'],
    [
      'Sub',
      { 'Fn::Sub': `${mark('Lots86BA5A4D')}/${mark('Pulse.QueueName')}/${mark('!Kept')}` },
      `Lots86BA5A4D/Pulse.fifo/${mark('Kept')}`,
    ],
    ['Sub with its own', { 'Fn::Sub': [`${mark('a')}!`, { a: { Ref: 'AWS::AccountId' } }] }, '000000000000!'],
    ['Select and Split', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'c'],
    ['If that holds', { 'Fn::If': ['NoMore', 'alone', 'several'] }, 'alone'],
    ['If that does not', { 'Fn::If': ['More', 'several', 'alone'] }, 'alone'],
    ['And, Or', { 'Fn::And': [{ Condition: 'NoMore' }, { 'Fn::Or': [{ Condition: 'More' }] }] }, false],
    ['no value in a list', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
  ])('%s', (_, value, expected) => {
    expect(values.resolve(value)).toEqual(expected);
  });

  test("a resource's addresses on AWS are exchanged for the local ones, and a missing value is left out", () => {
    expect(values.resources('AWS::Lambda::Function')).toEqual([
      {
        logicalId: 'Reader',
        type: 'AWS::Lambda::Function',
        properties: {
          Environment: {
            Variables: {
              HERE: 'http://127.0.0.1:4700,x',
              POSTS: 'http://127.0.0.1:4702/live',
              SOCKETS: 'ws://127.0.0.1:4702',
              KEPT: 'http://127.0.0.1:4704',
              EVENTS: 'http://127.0.0.1:4705/event',
              LISTEN: 'ws://127.0.0.1:4705',
              FEED: '127.0.0.1:4705',
            },
          },
        },
      },
    ]);
  });

  test('before that they are as AWS would give them', () => {
    const [reader] = values.resourcesOnAws('AWS::Lambda::Function');
    expect(JSON.stringify(reader?.properties)).toMatch(
      /"FEED":"[a-z0-9]{10}\.appsync-api\.us-east-1\.amazonaws\.com"/,
    );
  });

  test('a resource whose condition does not hold is not there', () => {
    expect(values.resources('AWS::SQS::Queue').map(({ logicalId }) => logicalId)).toEqual(['Pulse']);
  });

  test.each([
    [{ Ref: 'Nobody' }, 'the template refers to Nobody, which it does not have'],
    [{ 'Fn::GetAtt': ['Pulse', 'Colour'] }, 'the local runner does not know the attribute Colour of Pulse'],
    [{ 'Fn::ImportValue': 'x' }, 'the local runner does not know the function Fn::ImportValue'],
    [{ 'Fn::Select': [3, ['a']] }, 'Fn::Select of 3 from a list of 1'],
  ])('%j is refused by name', (value, message) => {
    expect(() => values.resolve(value)).toThrow(message);
  });

  test('a parameter without a value is refused by name when it is used', () => {
    const bare = createTemplateValues(template, {
      parameters: {},
      queueUrlBase: '',
      exchangeAddresses: (text) => text,
    });
    expect(() => bare.resolve({ Ref: 'Issuer' })).toThrow("the template's parameter Issuer needs a value");
  });

  test('a value for a parameter that the template does not have is refused', () => {
    const parameters = { Colour: 'red' };
    expect(() =>
      createTemplateValues(template, { parameters, queueUrlBase: '', exchangeAddresses: (text) => text }),
    ).toThrow('the template has no parameter Colour');
  });
});
