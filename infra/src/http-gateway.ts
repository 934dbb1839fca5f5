import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Aws, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { accessLog } from './access-log.ts';
import type { AllowedOrigins } from './allowed-origins.ts';
import { httpRoutes } from './http-routes.ts';
import type { SaleroomFunction } from './saleroom-function.ts';
import type { SignIn } from './sign-in.ts';

const { CorsHttpMethod, HttpMethod } = apigatewayv2;

export interface HttpGatewayProps {
  readonly http: SaleroomFunction;
  readonly origins: AllowedOrigins;
  readonly signIn: SignIn;
}

/** The HTTP API: one function behind explicit routes, of which those for signed-in people check the token first. */
export class HttpGateway extends Construct {
  readonly url: string;
  /** The same without its scheme. */
  readonly host: string;

  constructor(scope: Construct, id: string, props: HttpGatewayProps) {
    super(scope, id);

    const api = new apigatewayv2.HttpApi(this, 'Api', {
      apiName: 'gaveldrop-http',
      description: 'Drops, lots, paddles, tickets, history and statements.',
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: props.origins.list,
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.PATCH],
        allowHeaders: ['authorization', 'content-type', 'accept'],
        maxAge: Duration.hours(1),
      },
    });

    new apigatewayv2.HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      // Four times the 500 sockets a second an account can open, each of which wants a ticket first; it leaves
      // the account's other requests to bids and to posts.
      throttle: { rateLimit: 2_000, burstLimit: 1_000 },
      accessLogSettings: accessLog(this, [
        'requestId',
        'requestTimeEpoch',
        'routeKey',
        'status',
        'responseLatency',
        'integrationErrorMessage',
        'authorizer.error',
      ]),
    });

    // One permission for the whole API: one for each route would outgrow the function's policy.
    const integration = new HttpLambdaIntegration('Http', props.http.lambda, {
      scopePermissionToRoute: false,
    });
    const signedIn = new HttpJwtAuthorizer('SignedIn', props.signIn.issuer, {
      jwtAudience: [props.signIn.audience],
    });
    for (const [method, path, access] of httpRoutes) {
      api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration,
        ...(access === 'signed in' ? { authorizer: signedIn } : {}),
      });
    }
    this.url = api.apiEndpoint;
    this.host = `${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  }
}
