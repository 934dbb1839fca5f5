import { assumptions as given } from './assumptions.ts';
import type { DropShape } from './drop-shape.ts';

const percent = (share: number): string => `${share * 100} %`;
const hundredths = (value: number): string => value.toFixed(2);

/** What the estimate takes for granted, in sentences with this drop's figures. */
export const saidAssumptions = (shape: DropShape): readonly string[] => [
  `Lots follow one another every ${given.lotMinutes} minutes: ${shape.lots} lots. The climax of each lasts ${given.climaxSeconds} s, and ` +
    `${percent(given.climaxShareOfBids)} of its bids come in it: ${hundredths(shape.climaxBidsPerS)} a second there, ${hundredths(shape.calmBidsPerS)} otherwise.`,
  'Every bid is accepted and changes what viewers see; it reads its lot once and writes it once. A refused one costs less.',
  `A shard is meant for ${given.shardViewersMax} connections; once they are half full there are twice as many, ${given.shardsMax} at the most: ` +
    `${shape.shards} shards of ${shape.shardViewers}. Each is sent the first change at once, then at most one ` +
    `message per ${given.windowMs} ms, ${given.climaxWindowMs} ms in the climax, always the newest; changes come by chance. So each viewer is sent ` +
    `${hundredths(shape.climaxMessagesPerS)} messages a second in the climax, where ${1_000 / given.climaxWindowMs} are the most there can be, and ${hundredths(shape.calmMessagesPerS)} otherwise.`,
  `A worker's run lasts as long as its window, and no less than ${given.postSpreadMs} ms; it lists its shard's connections each time.`,
  `All viewers are signed in, connected from beginning to end, and arrive within ${given.arrivalMinutes} minutes; each connects anew every ` +
    `${given.reconnectEveryMinutes} minutes.`,
  `A phone pings every ${given.pingEveryS} s, and ${given.firstPings} times at once for the time alone when it connects; a ping reads the list ` +
    `of open lots, these, and ${given.pingScheduledMax} lots yet to come. One ping a minute renews its lease.`,
  `A message to viewers has ${given.lotsMessageBytes} bytes on its way, an answer to a bid ${given.bidAnswerBytes}, a page ${given.pageBytes} compressed.`,
  `A lot has ${given.nudgePairsPerLot} nudges of each kind and ${given.transfersPerLot} transfers; an early closer waits ${given.closerWaitMs / 1_000} s.`,
  `Functions have the memory that the stack gives them and run, warm, ${given.runMs.ping} ms for a ping to ${given.runMs.settle} ms for a settlement: ` +
    'reckoned from what reads and writes take, not measured on AWS.',
  `Each queue is polled ${given.emptyReceivesPerMinute} times a minute in vain. A run logs ${given.logBytesPerRun} bytes, a request ${given.logBytesPerLine}.`,
];
