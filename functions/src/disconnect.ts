import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { leaveDrop } from '@gaveldrop/saleroom';
import type { ConnectionId } from '@gaveldrop/units';
import { principalFromContext } from './socket/principal-context.ts';
import type { SocketEvent } from './socket/socket-event.ts';
import { watched } from './watch/watched.ts';

const config = functionConfig(['connectionsTable']);
const ports = { audience: dynamoAudienceStore(steadyDynamo(), config.connectionsTable) };

/** `$disconnect`, which may never come: forgets a socket that is gone and frees its lease; else a post or an expiry does. */
export const handler = watched(async ({ requestContext }: SocketEvent): Promise<{ statusCode: number }> => {
  const principal = principalFromContext(requestContext.authorizer);
  await leaveDrop(ports, principal, requestContext.connectionId as ConnectionId);
  return { statusCode: 200 };
});
