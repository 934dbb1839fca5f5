import type { Act } from './act-requests.ts';
import { assumptions } from './assumptions.ts';
import type { DropShape } from './drop-shape.ts';
import { fetchRate } from './fetch-rate.ts';

type Counts = Readonly<Record<Act, number>>;

const fetchesPerS = (looksPerS: number): number =>
  fetchRate(looksPerS, assumptions.edges, assumptions.edgeKeepsS);

/** Snapshots read at the edge besides: what of a long drop does not fit a welcome comes from there. */
const looksPerConnection = ({ lots }: DropShape): number => (lots > assumptions.welcomeLotsMax ? 1 : 0);

/** How often each act happens in the whole drop. */
export function actsOfDrop(shape: DropShape): Counts {
  const { viewers, bidders, minutes, lots, shards, connections, returns, bids } = shape;
  const calmMessages = shape.calmSeconds * shape.calmMessagesPerS;
  const climaxMessages = shape.climaxSeconds * shape.climaxMessagesPerS;
  // A lot's opening and its hammer are changes too, with nothing near to be merged with.
  const lone = 2 * lots;
  const onFeed = shape.broadcast === 'events';
  const arrivalS = Math.min(assumptions.arrivalMinutes, minutes) * 60;
  const arrivalLooks = viewers * assumptions.looksPerVisit;
  const laterLooks = returns * assumptions.looksPerReturn + connections * looksPerConnection(shape);
  return {
    visit: viewers,
    registration: bidders,
    connection: connections,
    clockPing: connections * assumptions.firstPings,
    ping: (viewers * minutes * 60) / assumptions.pingEveryS,
    renewal: (viewers * minutes * 60) / assumptions.leaseRenewEveryS,
    look: arrivalLooks + laterLooks,
    snapshot:
      returns * assumptions.freshPerReturn +
      arrivalS * fetchesPerS(arrivalLooks / arrivalS) +
      minutes * 60 * fetchesPerS(laterLooks / (minutes * 60)),
    feedConnection: onFeed ? connections : 0,
    feedReturn: onFeed ? returns : 0,
    feedMinute: onFeed ? viewers * minutes : 0,
    bid: bids,
    opening: lots,
    hammer: lots,
    calmMessage: shards * (calmMessages + lone),
    climaxMessage: shards * climaxMessages,
    post: viewers * (calmMessages + lone + climaxMessages),
    minute: minutes,
    secretRead: assumptions.secretReads,
  };
}

const nothing: Counts = {
  visit: 0,
  registration: 0,
  connection: 0,
  clockPing: 0,
  ping: 0,
  renewal: 0,
  look: 0,
  snapshot: 0,
  feedConnection: 0,
  feedReturn: 0,
  feedMinute: 0,
  bid: 0,
  opening: 0,
  hammer: 0,
  calmMessage: 0,
  climaxMessage: 0,
  post: 0,
  minute: 0,
  secretRead: 0,
};

/** What phones do in a second in which so many of them come or come back, whatever the lots do. */
function ofPhones(shape: DropShape, visits: number, connections: number): Counts {
  const { viewers } = shape;
  const onFeed = shape.broadcast === 'events';
  const returns = viewers / (assumptions.returnEveryMinutes * 60);
  const look =
    visits * assumptions.looksPerVisit +
    returns * assumptions.looksPerReturn +
    connections * looksPerConnection(shape);
  return {
    ...nothing,
    visit: visits,
    connection: connections,
    clockPing: assumptions.firstPings * connections,
    ping: viewers / assumptions.pingEveryS,
    renewal: viewers / assumptions.leaseRenewEveryS,
    look,
    snapshot: returns * assumptions.freshPerReturn + fetchesPerS(look),
    feedConnection: onFeed ? connections : 0,
    feedReturn: onFeed ? returns : 0,
    feedMinute: onFeed ? viewers / 60 : 0,
  };
}

/** How often each act happens in the last second in which viewers arrive, nearly all being there, and no lot being open. */
export function actsOfArrivalSecond(shape: DropShape): Counts {
  const seconds = assumptions.arrivalMinutes * 60;
  const arrivals = shape.viewers / seconds;
  return { ...ofPhones(shape, arrivals, arrivals), registration: shape.bidders / seconds };
}

/** How often each act happens in a second of a climax. */
export function actsOfClimaxSecond(shape: DropShape): Counts {
  const { viewers, shards, climaxBidsPerS, climaxMessagesPerS } = shape;
  return {
    ...ofPhones(shape, 0, viewers / (assumptions.reconnectEveryMinutes * 60)),
    bid: climaxBidsPerS,
    climaxMessage: shards * climaxMessagesPerS,
    post: viewers * climaxMessagesPerS,
  };
}
