import { feedNamespace } from '@gaveldrop/adapters/names';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as iam from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { allow } from './allow.ts';
import type { SignIn } from './sign-in.ts';

export interface EventFeedProps {
  readonly signIn: SignIn;
}

/** Where AppSync logs to. */
const logGroupsOfApis = '/aws/appsync/apis/';

const { IAM } = appsync.AppSyncAuthorizationType;

/**
 * What tells all viewers of a drop with one publication: an AppSync Event API with a channel a drop. Whoever is signed in may
 * listen; nobody but a role that is told so may publish, and it has no right to listen.
 */
export class EventFeed extends Construct {
  /** Where pages listen: `wss://…`. */
  readonly url: string;
  /** What a listener names in its authorization as the host it means. */
  readonly host: string;
  /** Where a worker publishes: `https://…`. */
  readonly publishUrl: string;
  /** What a policy calls the channels of all drops. */
  readonly channelsArn: string;

  constructor(scope: Construct, id: string, props: EventFeedProps) {
    super(scope, id);

    const listeners = props.signIn.feedProvider;
    const logsRole = new iam.Role(this, 'LogsRole', {
      assumedBy: new iam.ServicePrincipal('appsync.amazonaws.com'),
      inlinePolicies: {
        may: new iam.PolicyDocument({
          // The API's id is not known yet: it is made with this role.
          statements: [
            allow(
              ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
              Stack.of(this).formatArn({
                service: 'logs',
                resource: 'log-group',
                resourceName: `${logGroupsOfApis}*`,
                arnFormat: ArnFormat.COLON_RESOURCE_NAME,
              }),
            ),
          ],
        }),
      },
    });
    const api = new appsync.CfnApi(this, 'Api', {
      name: 'gaveldrop-feed',
      eventConfig: {
        authProviders: [{ authType: IAM }, listeners],
        connectionAuthModes: [{ authType: listeners.authType }],
        defaultPublishAuthModes: [{ authType: IAM }],
        defaultSubscribeAuthModes: [{ authType: listeners.authType }],
        logConfig: { cloudWatchLogsRoleArn: logsRole.roleArn, logLevel: 'ERROR' },
      },
    });
    new appsync.CfnChannelNamespace(this, 'Drops', {
      apiId: api.attrApiId,
      name: feedNamespace,
      publishAuthModes: [{ authType: IAM }],
      subscribeAuthModes: [{ authType: listeners.authType }],
    });
    // AppSync would make it by itself, and keep it for ever.
    new LogGroup(this, 'Log', {
      logGroupName: `${logGroupsOfApis}${api.attrApiId}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.host = api.attrDnsHttp;
    this.url = `wss://${api.attrDnsRealtime}/event/realtime`;
    this.publishUrl = `https://${api.attrDnsHttp}/event`;
    this.channelsArn = `${api.attrApiArn}/channelNamespace/${feedNamespace}`;
  }
}
