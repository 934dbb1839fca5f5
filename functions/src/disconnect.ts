import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import type { ConnectionId } from '@gaveldrop/units';
import { principalFromContext } from './socket/principal-context.ts';
import type { SocketEvent } from './socket/socket-event.ts';
import { watched } from './watch/watched.ts';

const config = functionConfig(['connectionsTable']);
const audience = dynamoAudienceStore(steadyDynamo(), config.connectionsTable);

/** `$disconnect`, which may never come: forgets a socket that is gone; else a post or its expiry does. */
export const handler = watched(async ({ requestContext }: SocketEvent): Promise<{ statusCode: number }> => {
  const { dropId, shard } = principalFromContext(requestContext.authorizer);
  await audience.forget(dropId, shard, requestContext.connectionId as ConnectionId);
  return { statusCode: 200 };
});
