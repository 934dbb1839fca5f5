import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import { systemChance } from '@gaveldrop/adapters/aws/system-chance';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { admit } from '@gaveldrop/saleroom';
import { type ConnectionId, limits } from '@gaveldrop/units';
import { type Handshake, headerOf } from './socket/handshake.ts';
import { type PrincipalContext, principalToContext } from './socket/principal-context.ts';
import { watched } from './watch/watched.ts';

const config = functionConfig(['connectionsTable', 'allowedOrigins', 'broadcast']);
const clock = systemClock();
const audience = dynamoAudienceStore(quickDynamo(), config.connectionsTable);
// A ticket is taken once and never again, so its one request is given more time than any that may be repeated or go without.
const { takeTicket } = dynamoAudienceStore(steadyDynamo(), config.connectionsTable);
const ports = {
  clock,
  metrics: emfMetrics(clock),
  chance: systemChance(clock),
  audience: { ...audience, takeTicket },
  allowedOrigins: config.allowedOrigins,
  // One event reaches all the viewers of a drop, however many: its shard is never too full.
  shardConnectionsMax: config.broadcast === 'events' ? Number.POSITIVE_INFINITY : limits.shardConnectionsMax,
};

type Verdict = {
  readonly principalId: string;
  readonly policyDocument: object;
  readonly context?: PrincipalContext;
};

const policy = (effect: 'Allow' | 'Deny', resource: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }],
});

/** Lets a socket connect for a ticket; who its holder is goes with every message of the connection. */
export const handler = watched(async (handshake: Handshake): Promise<Verdict> => {
  const { methodArn, queryStringParameters, requestContext } = handshake;
  const ticket = queryStringParameters?.ticket ?? '';
  const connectionId = requestContext.connectionId as ConnectionId;
  const principal = await admit(ports, ticket, headerOf(handshake, 'origin'), connectionId);
  if (principal === undefined) return { principalId: 'nobody', policyDocument: policy('Deny', methodArn) };
  return {
    principalId: principal.userId,
    policyDocument: policy('Allow', methodArn),
    context: principalToContext(principal),
  };
});
