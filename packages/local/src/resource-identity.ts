import { machine } from './machine.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import type { TemplateResource } from './template.ts';

/** What `Ref` and `Fn::GetAtt` give for a resource. */
export type ResourceIdentity = {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
};

const { accountId, region, partition, urlSuffix } = machine;
const arn = (service: string, rest: string): string =>
  `arn:${partition}:${service}:${region}:${accountId}:${rest}`;

/** A name in the manner of CloudFormation: the template's own when it gives one, else the logical id. */
function physicalName(logicalId: string, given: unknown): string {
  return typeof given === 'string' ? given : logicalId;
}

/** Ten lower-case letters and digits that stay the same for a logical id, as an API's or a distribution's id looks. */
export function shortId(logicalId: string): string {
  let state = 0x811c9dc5;
  let id = '';
  for (let round = 0; id.length < 10; round += 1) {
    for (const character of `${round}${logicalId}`) {
      state = Math.imul(state ^ character.charCodeAt(0), 0x01000193) >>> 0;
    }
    id += state.toString(36);
  }
  return id.slice(0, 10);
}

/** Where an API answers on AWS, without scheme and stage: `id.execute-api.region.amazonaws.com`. */
export const apiHostOnAws = (apiId: string): string => `${apiId}.execute-api.${region}.${urlSuffix}`;

/** Where an event API answers on AWS, without scheme: publications, and the sockets of those who listen. */
export const feedHostsOnAws = (apiId: string): { readonly http: string; readonly realtime: string } => ({
  http: `${apiId}.appsync-api.${region}.${urlSuffix}`,
  realtime: `${apiId}.appsync-realtime-api.${region}.${urlSuffix}`,
});

/**
 * The identity of one resource. `queueUrlBase` is where the queue emulator answers: unlike the other addresses a queue's
 * URL is its `Ref`, so it is local from the start.
 */
export function resourceIdentity(
  logicalId: string,
  resource: TemplateResource,
  queueUrlBase: string,
): ResourceIdentity {
  const given = resource.Properties ?? {};
  switch (resource.Type) {
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable': {
      const name = physicalName(logicalId, given.TableName);
      // The stream's label is only known once the table exists; a source finds its table by this name.
      return {
        ref: name,
        attributes: {
          Arn: arn('dynamodb', `table/${name}`),
          StreamArn: arn('dynamodb', `table/${name}/stream/local`),
          TableId: name,
        },
      };
    }
    case 'AWS::SQS::Queue': {
      const fifo = given.FifoQueue === true || given.FifoQueue === 'true';
      const name = physicalName(logicalId, given.QueueName ?? (fifo ? `${logicalId}.fifo` : undefined));
      const url = `${queueUrlBase}/${accountId}/${name}`;
      return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
    }
    case 'AWS::SecretsManager::Secret': {
      // AWS puts six characters of its own behind the name.
      const name = physicalName(logicalId, given.Name);
      const secretArn = arn('secretsmanager', `secret:${name}-${shortId(logicalId).slice(0, 6)}`);
      return { ref: secretArn, attributes: { Id: secretArn } };
    }
    case 'AWS::Lambda::Function': {
      const name = physicalName(logicalId, given.FunctionName);
      return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
    }
    case 'AWS::ApiGatewayV2::Api': {
      const id = shortId(logicalId);
      const scheme = given.ProtocolType === 'WEBSOCKET' ? 'wss' : 'https';
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: `${scheme}://${apiHostOnAws(id)}` } };
    }
    case 'AWS::AppSync::Api': {
      const id = shortId(logicalId);
      const { http, realtime } = feedHostsOnAws(id);
      const apiArn = arn('appsync', `apis/${id}`);
      return {
        ref: apiArn,
        attributes: { ApiId: id, ApiArn: apiArn, 'Dns.Http': http, 'Dns.Realtime': realtime },
      };
    }
    case 'AWS::ApiGatewayV2::Stage':
      return { ref: typeof given.StageName === 'string' ? given.StageName : '$default', attributes: {} };
    case 'AWS::S3::Bucket': {
      const name = physicalName(logicalId, given.BucketName);
      return {
        ref: name,
        attributes: {
          Arn: `arn:${partition}:s3:::${name}`,
          DomainName: `${name}.s3.${urlSuffix}`,
          RegionalDomainName: `${name}.s3.${region}.${urlSuffix}`,
          WebsiteURL: `http://${name}.s3-website-${region}.${urlSuffix}`,
        },
      };
    }
    case 'AWS::CloudFront::Distribution': {
      const id = shortId(logicalId);
      return { ref: id, attributes: { Id: id, DomainName: `${id}.cloudfront.net` } };
    }
    case 'AWS::Events::Rule':
      return { ref: logicalId, attributes: { Arn: arn('events', `rule/${logicalId}`) } };
    case 'AWS::IAM::Role':
      return {
        ref: logicalId,
        attributes: { Arn: `arn:${partition}:iam::${accountId}:role/${logicalId}`, RoleId: logicalId },
      };
    case 'AWS::Logs::LogGroup':
      return {
        ref: physicalName(logicalId, given.LogGroupName),
        attributes: { Arn: arn('logs', `log-group:${logicalId}`) },
      };
    default:
      // Integrations, routes, authorizers and what is left out are only ever pointed at.
      return { ref: logicalId, attributes: { Arn: arn('local', logicalId), Id: logicalId } };
  }
}

/** An attribute of a resource. @throws RunnerRefusal when the runner does not know it. */
export function attributeOf(logicalId: string, identity: ResourceIdentity, name: string): string {
  const value = identity.attributes[name];
  if (value === undefined) {
    throw new RunnerRefusal(`the local runner does not know the attribute ${name} of ${logicalId}`);
  }
  return value;
}
