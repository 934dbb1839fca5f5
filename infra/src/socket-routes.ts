import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { SaleroomFunctions } from './saleroom-functions.ts';
import type { SocketGateway } from './socket-gateway.ts';

export interface SocketRoutesProps {
  readonly gateway: SocketGateway;
  readonly functions: SaleroomFunctions;
}

/** Which message leads to which function. */
export class SocketRoutes extends Construct {
  constructor(scope: Construct, id: string, props: SocketRoutesProps) {
    super(scope, id);
    const { api } = props.gateway;
    const { authorize, connect, disconnect, hello, ping, bid, lot, unknown } = props.functions;

    // Only `$connect` can be authorized; what the authorizer says of the caller comes with every later message.
    // A handshake without a ticket is refused by the gateway itself. A WebSocket authorizer is never cached.
    const authorizer = new WebSocketLambdaAuthorizer('Tickets', authorize.lambda, {
      identitySource: ['route.request.querystring.ticket'],
    });
    api.addRoute('$connect', {
      integration: new WebSocketLambdaIntegration('Connect', connect.lambda),
      authorizer,
    });
    api.addRoute('$disconnect', {
      integration: new WebSocketLambdaIntegration('Disconnect', disconnect.lambda),
    });

    // The answer is the route's own response: it costs no extra call and needs no right to post.
    const returnResponse = true;
    api.addRoute('hello', {
      integration: new WebSocketLambdaIntegration('Hello', hello.lambda),
      returnResponse,
    });
    api.addRoute('ping', {
      integration: new WebSocketLambdaIntegration('Ping', ping.lambda),
      returnResponse,
    });
    api.addRoute('bid', { integration: new WebSocketLambdaIntegration('Bid', bid.lambda), returnResponse });
    api.addRoute('lot', { integration: new WebSocketLambdaIntegration('Lot', lot.lambda), returnResponse });
    api.addRoute('$default', {
      integration: new WebSocketLambdaIntegration('Unknown', unknown.lambda),
      returnResponse,
    });
  }
}
