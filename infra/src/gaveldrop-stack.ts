import type { BroadcastWay } from '@gaveldrop/adapters/names';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { AllowedOrigins } from './allowed-origins.ts';
import { EventFeed } from './event-feed.ts';
import { EventSources } from './event-sources.ts';
import { HttpGateway } from './http-gateway.ts';
import { LotStream } from './lot-stream.ts';
import { Queues } from './queues.ts';
import { SaleroomFunctions } from './saleroom-functions.ts';
import { SaleroomSecret } from './saleroom-secret.ts';
import { SignIn } from './sign-in.ts';
import { Site } from './site.ts';
import { SiteContent } from './site-content.ts';
import { SnapshotEdge } from './snapshot-edge.ts';
import { SocketGateway } from './socket-gateway.ts';
import { SocketRoutes } from './socket-routes.ts';
import { SweepSchedule } from './sweep-schedule.ts';
import { Tables } from './tables.ts';

export interface GaveldropStackProps extends StackProps {
  /** Where `bundleFunctions` wrote. */
  readonly bundles: string;
  /** The folder of built pages. */
  readonly webDir: string;
  /** Whether to bring a Cognito user pool instead of naming an issuer. */
  readonly userPool: boolean;
  /** The SNS topic that is told of alarms. */
  readonly alarmTopicArn: string | undefined;
  /** How viewers are reached. */
  readonly broadcast: BroadcastWay;
}

/** All of Gaveldrop, from top to bottom: who and where, what is kept, what runs, what leads to it, what watches it. */
export class GaveldropStack extends Stack {
  constructor(scope: Construct, id: string, props: GaveldropStackProps) {
    super(scope, id, props);

    const site = new Site(this, 'Site');
    const origins = new AllowedOrigins(this, 'Origins', { siteUrl: site.url });
    const signIn = new SignIn(this, 'SignIn', { userPool: props.userPool, siteUrl: site.url });

    const tables = new Tables(this, 'Tables');
    const stream = new LotStream(this, 'LotStream', { lots: tables.lots });
    const queues = new Queues(this, 'Queues');
    const secret = new SaleroomSecret(this, 'Keys');

    const sockets = new SocketGateway(this, 'Sockets');
    const feed = props.broadcast === 'events' ? new EventFeed(this, 'Feed', { signIn }) : undefined;
    const functions = new SaleroomFunctions(this, 'Functions', {
      bundles: props.bundles,
      tables,
      stream,
      queues,
      secret,
      sockets,
      feed,
      origins,
      signIn,
    });

    new SocketRoutes(this, 'SocketRoutes', { gateway: sockets, functions });
    const web = new HttpGateway(this, 'Http', { http: functions.http, origins, signIn });
    const snapshots = new SnapshotEdge(this, 'Snapshots', { web });
    new EventSources(this, 'EventSources', { functions, stream, queues });
    new SweepSchedule(this, 'Sweep', { sweep: functions.sweep });

    new Alarms(this, 'Alarms', {
      functions,
      queues,
      feed: feed !== undefined,
      topicArn: props.alarmTopicArn,
    });

    const { issuer, audience, clientId } = signIn;
    const config = {
      ...{ httpUrl: web.url, webSocketUrl: sockets.url, snapshotUrl: snapshots.url },
      ...(feed === undefined ? {} : { feedUrl: feed.url, feedHost: feed.host }),
      ...{ issuer, audience, clientId },
    };
    new SiteContent(this, 'SiteContent', { site, webDir: props.webDir, config });

    new CfnOutput(this, 'HttpUrl', { value: web.url });
    new CfnOutput(this, 'WebSocketUrl', { value: sockets.url });
    new CfnOutput(this, 'SnapshotUrl', { value: snapshots.url });
    if (feed !== undefined) new CfnOutput(this, 'FeedUrl', { value: feed.url });
    new CfnOutput(this, 'SiteUrl', { value: site.url });
  }
}
