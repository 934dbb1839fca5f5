import type { AssetFolder } from './asset-folder.ts';
import { type ApiPlan, readApi } from './read-apis.ts';
import { type EdgePlan, readEdge } from './read-edge.ts';
import { type EventApiPlan, readEventApi } from './read-event-api.ts';
import { type QueueSourcePlan, readEventSources, type StreamSourcePlan } from './read-event-sources.ts';
import { type FunctionPlan, readFunctions } from './read-functions.ts';
import { type QueuePlan, readQueues } from './read-queues.ts';
import { readSchedules, type SchedulePlan } from './read-schedules.ts';
import { readSecrets, type SecretPlan } from './read-secrets.ts';
import { readSite, type SitePlan } from './read-site.ts';
import { readTables, type TablePlan } from './read-tables.ts';
import type { TemplateValues } from './template-values.ts';

/** All that a template says to run, as plain data. */
export type SaleroomPlan = {
  readonly tables: readonly TablePlan[];
  readonly queues: readonly QueuePlan[];
  readonly secrets: readonly SecretPlan[];
  readonly httpApi: ApiPlan | undefined;
  readonly webSocketApi: ApiPlan | undefined;
  readonly sources: readonly (StreamSourcePlan | QueueSourcePlan)[];
  readonly schedules: readonly SchedulePlan[];
  readonly site: SitePlan | undefined;
  /** What keeps answers of the HTTP API for a moment. */
  readonly edge: EdgePlan | undefined;
  readonly eventApi: EventApiPlan | undefined;
  /** The functions that an event here can lead to; the CDK's own providers are not among them. */
  readonly functions: ReadonlySet<FunctionPlan>;
};

/** Reads a template. @throws RunnerRefusal for what the runner does not know, naming it. */
export function readSaleroom(
  values: TemplateValues,
  assets: AssetFolder,
  exchangeAddresses: (text: string) => string,
): SaleroomPlan {
  const findFunction = readFunctions(values, assets);
  const httpApi = readApi('HTTP', values, findFunction);
  const webSocketApi = readApi('WEBSOCKET', values, findFunction);
  const sources = readEventSources(values, findFunction);
  const schedules = readSchedules(values, findFunction);

  const functions = new Set<FunctionPlan>();
  for (const api of [httpApi, webSocketApi]) {
    for (const { invokes, authorizer } of api?.routes.values() ?? []) {
      functions.add(invokes);
      if (authorizer?.kind === 'request') functions.add(authorizer.invokes);
    }
  }
  for (const { invokes } of [...sources, ...schedules]) functions.add(invokes);

  return {
    tables: readTables(values),
    queues: readQueues(values),
    secrets: readSecrets(values),
    httpApi,
    webSocketApi,
    sources,
    schedules,
    edge: readEdge(values),
    eventApi: readEventApi(values),
    site: readSite(values, assets, exchangeAddresses),
    functions,
  };
}
