import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { accessLog } from './access-log.ts';
import { GatewayLogging } from './gateway-logging.ts';

/** The WebSocket API and its one stage; `SocketRoutes` says what its messages lead to. */
export class SocketGateway extends Construct {
  readonly api: apigatewayv2.WebSocketApi;
  /** Where phones connect: `wss://...`. */
  readonly url: string;
  /** Where workers post to phones: `https://...`. */
  readonly managementUrl: string;
  private readonly stageName = 'live';

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.api = new apigatewayv2.WebSocketApi(this, 'Api', {
      apiName: 'gaveldrop-sockets',
      description: 'Bidding: commands in, answers and lots out.',
      routeSelectionExpression: '$request.body.action',
    });

    const stage = new apigatewayv2.WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: this.stageName,
      autoDeploy: true,
      // An account has 10,000 requests a second and a burst of 5,000 for everything, posts to viewers included.
      // Half of both is what phones may use up, so that a flood of bids cannot silence the auction itself.
      throttle: { rateLimit: 5_000, burstLimit: 2_500 },
      accessLogSettings: accessLog(this, [
        'requestId',
        'requestTimeEpoch',
        'connectionId',
        'eventType',
        'routeKey',
        'status',
        'integrationLatency',
        'integrationErrorMessage',
        'authorizer.status',
        'authorizer.error',
      ]),
    });
    stage.node.addDependency(new GatewayLogging(this, 'Logging'));
    this.url = stage.url;
    this.managementUrl = stage.callbackUrl;
  }

  /** What a policy calls this method on any connection of this stage: a post is POST, closing is DELETE. */
  connectionsArn(method: 'POST' | 'DELETE'): string {
    return Stack.of(this).formatArn({
      service: 'execute-api',
      resource: this.api.apiId,
      resourceName: `${this.stageName}/${method}/@connections/*`,
    });
  }
}
