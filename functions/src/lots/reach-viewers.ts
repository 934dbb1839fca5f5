import { appsyncFeed } from '@gaveldrop/adapters/aws/appsync-feed';
import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import type { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { signedBroadcast } from '@gaveldrop/adapters/aws/signed-broadcast';
import { functionConfig, functionCredentials } from '@gaveldrop/adapters/function-config';
import {
  type BroadcastMemory,
  type Clock,
  type Metrics,
  type Reach,
  reachByFeed,
  reachByPosts,
} from '@gaveldrop/saleroom';
import { assertNever } from '@gaveldrop/units';

export type ReachViewersOptions = {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly dynamo: ReturnType<typeof quickDynamo>;
  readonly memory: BroadcastMemory;
};

/** How this stage's viewers are reached, as its settings say. @throws an error that names what is missing in the environment. */
export function reachViewers({ clock, metrics, dynamo, memory }: ReachViewersOptions): Reach {
  const { broadcast: way, region } = functionConfig(['broadcast', 'region']);
  const signing = { region, credentials: functionCredentials(), clock };
  switch (way) {
    case 'connections': {
      const { connectionsTable, managementEndpoint } = functionConfig([
        'connectionsTable',
        'managementEndpoint',
      ]);
      const audience = dynamoAudienceStore(dynamo, connectionsTable);
      const broadcast = signedBroadcast({ ...signing, managementEndpoint });
      return reachByPosts({ clock, metrics, audience, broadcast }, memory);
    }
    case 'events': {
      const { eventsEndpoint } = functionConfig(['eventsEndpoint']);
      return reachByFeed({ clock, metrics, feed: appsyncFeed({ ...signing, eventsEndpoint }) });
    }
    default:
      return assertNever(way);
  }
}
