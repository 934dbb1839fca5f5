import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoDropStore } from '@gaveldrop/adapters/aws/dynamo-drop-store';
import { dynamoHistoryReads } from '@gaveldrop/adapters/aws/dynamo-history-reads';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import {
  createAgreements,
  createNumberings,
  createReconnectSpread,
  type JoinPorts,
  type ReconnectSpread,
  type RenewPorts,
} from '@gaveldrop/saleroom';

/** What `hello` and `ping` read with; made once, when the function is loaded. */
export function joinPorts(): JoinPorts &
  Omit<RenewPorts, 'metrics'> & { readonly reconnectSpread: ReconnectSpread } {
  const config = functionConfig(['lotsTable', 'recordsTable', 'connectionsTable']);
  const dynamo = quickDynamo();
  const clock = systemClock();
  const drops = dynamoDropStore(dynamo, config.recordsTable);
  const audience = dynamoAudienceStore(dynamo, config.connectionsTable);
  return {
    clock,
    drops,
    lots: dynamoLotStore(dynamo, config.lotsTable),
    history: dynamoHistoryReads(dynamo, config.recordsTable),
    audience,
    reconnectSpread: createReconnectSpread({ clock, audience }),
    agreements: createAgreements(dynamoRulesStore(dynamo, config.recordsTable)),
    numberings: createNumberings({ clock, drops }),
  };
}
