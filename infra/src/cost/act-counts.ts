import type { Act } from './act-requests.ts';
import { assumptions } from './assumptions.ts';
import type { DropShape } from './drop-shape.ts';

type Counts = Readonly<Record<Act, number>>;

/** How often each act happens in the whole drop. */
export function actsOfDrop(shape: DropShape): Counts {
  const { viewers, bidders, minutes, lots, shards, connections, bids } = shape;
  const calmMessages = shape.calmSeconds * shape.calmMessagesPerS;
  const climaxMessages = shape.climaxSeconds * shape.climaxMessagesPerS;
  // A lot's opening and its hammer are changes too, with nothing near to be merged with.
  const lone = 2 * lots;
  return {
    visit: viewers,
    registration: bidders,
    connection: connections,
    clockPing: connections * assumptions.firstPings,
    ping: (viewers * minutes * 60) / assumptions.pingEveryS,
    renewal: (viewers * minutes * 60) / assumptions.leaseRenewEveryS,
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
  bid: 0,
  opening: 0,
  hammer: 0,
  calmMessage: 0,
  climaxMessage: 0,
  post: 0,
  minute: 0,
  secretRead: 0,
};

/** What the phones that are there do in any second. */
const ofPhones = (viewers: number) => ({
  ping: viewers / assumptions.pingEveryS,
  renewal: viewers / assumptions.leaseRenewEveryS,
});

/** How often each act happens in the last second in which viewers arrive, nearly all being there, and no lot being open. */
export function actsOfArrivalSecond({ viewers, bidders }: DropShape): Counts {
  const seconds = assumptions.arrivalMinutes * 60;
  const arrivals = viewers / seconds;
  const { ping, renewal } = ofPhones(viewers);
  return {
    ...nothing,
    visit: arrivals,
    registration: bidders / seconds,
    connection: arrivals,
    clockPing: assumptions.firstPings * arrivals,
    ping,
    renewal,
  };
}

/** How often each act happens in a second of a climax. */
export function actsOfClimaxSecond(shape: DropShape): Counts {
  const { viewers, shards, climaxBidsPerS, climaxMessagesPerS } = shape;
  const connection = viewers / (assumptions.reconnectEveryMinutes * 60);
  return {
    ...nothing,
    ...ofPhones(viewers),
    connection,
    clockPing: assumptions.firstPings * connection,
    bid: climaxBidsPerS,
    climaxMessage: shards * climaxMessagesPerS,
    post: viewers * climaxMessagesPerS,
  };
}
