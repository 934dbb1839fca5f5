import type { BroadcastWay } from '@gaveldrop/adapters/names';
import { assumptions as given } from './assumptions.ts';
import type { DropShape } from './drop-shape.ts';

const percent = (share: number): string => `${share * 100} %`;
const hundredths = (value: number): string => value.toFixed(2);

/** What each shard is sent, and how long a worker has to do with it. */
const saidOfMessages = (shape: DropShape): string =>
  `is sent the first change at once, then at most one message per ${given.windowMs} ms, ${given.climaxWindowMs} ms in the climax, always ` +
  `the newest; changes come by chance. So each viewer is sent ${hundredths(shape.climaxMessagesPerS)} messages a second in the climax, where ` +
  `${1_000 / given.climaxWindowMs} are the most there can be, and ${hundredths(shape.calmMessagesPerS)} otherwise.`;
const saidOfRuns = `A worker's run lasts as long as its window, and no less than ${given.postSpreadMs} ms`;

/** How viewers are told. */
const saidOfTelling: Readonly<Record<BroadcastWay, (shape: DropShape) => readonly string[]>> = {
  connections: (shape) => [
    `A shard is meant for ${given.shardViewersMax} connections; once they are half full there are twice as many, ${given.shardsMax} at the most: ` +
      `${shape.shards} shards of ${shape.shardViewers}. Each ${saidOfMessages(shape)}`,
    `${saidOfRuns}; it lists its shard's connections each time. A message has ${given.lotsMessageBytes} bytes on its way.`,
  ],
  events: (shape) => [
    `All viewers are one shard, which ${saidOfMessages(shape)}`,
    `${saidOfRuns}; it publishes once for all. An event has ${given.eventBytes} bytes on its way, for which AppSync asks what API Gateway does.`,
    'Every viewer keeps the socket to the saleroom, for bids, pings and the clock, and has one to AppSync besides, connected and ' +
      `subscribed anew as often. Its keep-alive, ${given.keepAlivesPerMinute} a minute, is counted as an operation, for want of word that it is none.`,
  ],
};

/** What the estimate takes for granted, in sentences with this drop's figures. */
export const saidAssumptions = (shape: DropShape): readonly string[] => [
  `Lots follow one another every ${given.lotMinutes} minutes: ${shape.lots} lots. The climax of each lasts ${given.climaxSeconds} s, and ` +
    `${percent(given.climaxShareOfBids)} of its bids come in it: ${hundredths(shape.climaxBidsPerS)} a second there, ${hundredths(shape.calmBidsPerS)} otherwise.`,
  'Every bid is accepted and changes what viewers see; it reads its lot once and writes it once. A refused one costs less.',
  ...saidOfTelling[shape.broadcast](shape),
  `All viewers are signed in, connected from beginning to end, and arrive within ${given.arrivalMinutes} minutes; each connects anew every ` +
    `${given.reconnectEveryMinutes} minutes.`,
  `A page that is opened reads ${given.looksPerVisit} snapshots at the edge. Each viewer looks again every ${given.returnEveryMinutes} minutes, and then reads ` +
    `${given.freshPerReturn} from the HTTP API and ${given.looksPerReturn} at the edge, whose ${given.edges} places each fetch one a second at the most.`,
  `A phone pings every ${given.pingEveryS} s, and ${given.firstPings} times at once for the time alone when it connects; a ping reads the list ` +
    `of open lots, these, and ${given.pingScheduledMax} lots yet to come. One ping a minute renews its lease.`,
  `An answer to a bid has ${given.bidAnswerBytes} bytes on its way, a pong ${given.pongBytes}, a lot in a snapshot or a welcome ${given.publicLotBytes}, a page ` +
    `${given.pageBytes} compressed.`,
  `A lot has ${given.nudgePairsPerLot} nudges of each kind and ${given.transfersPerLot} transfers; an early closer waits ${given.closerWaitMs / 1_000} s.`,
  `Functions have the memory that the stack gives them and run, warm, ${given.runMs.ping} ms for a ping to ${given.runMs.settle} ms for a settlement: ` +
    'reckoned from what reads and writes take, not measured on AWS.',
  `Each queue is polled ${given.emptyReceivesPerMinute} times a minute in vain. A run logs ${given.logBytesPerRun} bytes, a request ${given.logBytesPerLine}.`,
];
