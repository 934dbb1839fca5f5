import { actsOfArrivalSecond, actsOfClimaxSecond } from './act-counts.ts';
import { type Act, actRequests } from './act-requests.ts';
import { assumptions } from './assumptions.ts';
import type { DropInputs } from './drop-inputs.ts';
import { type DropShape, dropShape } from './drop-shape.ts';
import { type QuotaName, quotaList, quotasOf } from './quota-list.ts';
import { requestsInAll } from './requests-in-all.ts';

export type QuotaUse = {
  readonly name: QuotaName;
  readonly needed: number;
  readonly quota: number;
  /** The part of the quota that is used; above 1 it is not enough. */
  readonly used: number;
  /** The fewest viewers of such a drop with whom the quota is not enough; absent where it always is. */
  readonly metAtViewers?: number;
};

type Needs = Readonly<Record<QuotaName, number>>;

/** What such a second needs of each quota. */
function needsOfSecond(shape: DropShape, acts: Readonly<Record<Act, number>>): Needs {
  // At the beginning all lots but one are yet to come, and a ping asks about as many of them as it may.
  const pingLots = 1 + Math.min(shape.lots - 1, assumptions.pingScheduledMax);
  const second = requestsInAll(actRequests(shape, pingLots), acts);
  const posts = shape.broadcast === 'connections' ? acts.post : 0;
  return {
    gatewayRequests: posts + second.phoneMessages + second.handshakes + second.httpRequests,
    gatewayBurst: posts > 0 ? shape.viewers : 0,
    feedDeliveries: second.feedDeliveries,
    feedPublications: second.feedPublications,
    feedConnections: second.feedConnections,
    newConnections: second.handshakes,
    stageMessages: second.phoneMessages + second.handshakes,
    stageRequests: second.httpRequests,
    lotWrites: second.openLotWrites,
    lotReads: second.openLotReads,
    lotsTableReads: second.lotsReads,
    recordsTableWrites: second.recordsWrites,
    connectionsTableReads: second.connectionsReads,
    concurrentRuns: second.runs.reduce((sum, { times, ms }) => sum + (times * ms) / 1_000, 0),
  };
}

/** What a drop needs of each quota at its busiest. */
function needs(inputs: DropInputs): Needs {
  const shape = dropShape(inputs);
  const arrival = needsOfSecond(shape, actsOfArrivalSecond(shape));
  const climax = needsOfSecond(shape, actsOfClimaxSecond(shape));
  const names = Object.keys(quotaList) as QuotaName[];
  return Object.fromEntries(names.map((name) => [name, Math.max(arrival[name], climax[name])])) as Needs;
}

/** Where the search for the number of viewers ends: nobody has so many. */
const viewersMax = 100_000_000;

function fewestViewersOver(inputs: DropInputs, name: QuotaName): number | undefined {
  const isOver = (viewers: number): boolean => needs({ ...inputs, viewers })[name] > quotaList[name].value;
  if (!isOver(viewersMax)) return undefined;
  let [fine, over] = [0, viewersMax];
  while (over - fine > 1) {
    const middle = Math.floor((fine + over) / 2);
    if (isOver(middle)) over = middle;
    else fine = middle;
  }
  return over;
}

/** Every quota, the most used first. */
export function quotaUses(inputs: DropInputs): readonly QuotaUse[] {
  const needed = needs(inputs);
  return quotasOf(inputs.broadcast)
    .map((name): QuotaUse => {
      const quota = quotaList[name].value;
      const metAtViewers = fewestViewersOver(inputs, name);
      return {
        ...{ name, needed: needed[name], quota, used: needed[name] / quota },
        ...(metAtViewers === undefined ? {} : { metAtViewers }),
      };
    })
    .sort((one, other) => other.used - one.used);
}
