import type { Choices } from './choices.ts';
import type { FaultName } from './faults.ts';

/** What a seed is about: faults that strike together, and people who make it matter. */
export type Theme = {
  readonly name: string;
  /** Shares that this theme sets, whatever the plan of faults says. */
  readonly faults: Partial<Readonly<Record<FaultName, number>>>;
  /** How many bid, and how often each at most as soon as a lot has opened. */
  readonly biddersMax: number;
  readonly earlyMax: number;
  /** How much of the bidding is aimed at the close, 0 to 1. */
  readonly sniping: number;
  /** How much of it is too low by the time it arrives, 0 to 1. */
  readonly tooLow: number;
  /** Times at which all tap at once, at the least. */
  readonly rushesMin: number;
  /** How far before or after that instant each of them is. */
  readonly rushSpreadMs: number;
  /** Bids that only just reach the asking price: many are accepted one after another. 0 to 1. */
  readonly climbing: number;
};

const plain: Theme = {
  ...{ name: 'plain', faults: {}, biddersMax: 4, earlyMax: 3 },
  ...{ sniping: 0.7, tooLow: 0.1, rushesMin: 0, rushSpreadMs: 8, climbing: 0.3 },
};

const inDoubt: Theme = {
  ...plain,
  name: 'the last bid in doubt, and nobody to move the lot on',
  faults: {
    ...{ commitLost: 0.5, commitLandsLate: 0.4, commitReplyLost: 0, commitThrottled: 0 },
    ...{ nudgeLost: 0.9, messageDelayed: 0, phoneCutOff: 0, socketDropped: 0.02 },
  },
  biddersMax: 2,
  earlyMax: 1,
  sniping: 1,
  climbing: 0.5,
};

/** What is hard about auctions comes from several things at once; left to chance, they seldom meet. */
const themes: readonly Theme[] = [
  inDoubt,
  {
    ...plain,
    name: 'writes in doubt at the close, and a hammer that is late',
    faults: { commitLandsLate: 0.5, commitLost: 0.1, nudgeLate: 0.5, nudgeLost: 0.5, messageDelayed: 0.02 },
    sniping: 1,
  },
  {
    ...plain,
    name: 'writes in doubt, and phones that come back at once',
    faults: { commitLandsLate: 0.4, socketDropped: 0.12, functionCrashed: 0.1, ticketLost: 0, slowStart: 0 },
    sniping: 0.9,
  },
  {
    ...plain,
    name: 'answers lost while the history trails',
    faults: {
      ...{ answerLost: 0.3, streamLate: 0.6, streamStalled: 0.4, commitReplyLost: 0.2, socketDropped: 0.04 },
      ...{
        commitLost: 0,
        commitLandsLate: 0,
        commitThrottled: 0,
        coldStart: 0.05,
        slowStart: 0,
        requestSlow: 0.02,
      },
    },
    biddersMax: 6,
    rushesMin: 4,
    rushSpreadMs: 400,
    climbing: 0.9,
  },
  {
    ...plain,
    name: 'tables that turn writes away at the close',
    faults: { commitThrottled: 0.6, requestSlow: 0.3, nudgeLost: 0.4 },
    sniping: 1,
    climbing: 0.6,
  },
  {
    ...plain,
    name: 'warm copies of what was',
    faults: { coldStart: 0, functionCrashed: 0, pulseLost: 0.6, postLost: 0.4, phoneRestarted: 0 },
    tooLow: 0.5,
    rushesMin: 2,
  },
  {
    ...plain,
    name: 'sockets that come and go',
    faults: {
      socketDropped: 0.1,
      phoneCutOff: 0.6,
      phoneAsleep: 0.3,
      postDelayed: 0.4,
      phoneClockStepped: 0.3,
    },
    rushesMin: 1,
  },
];

/** Writes in doubt come to something least often, and have more than their share of the seeds. */
export const drawTheme = (choices: Choices): Theme =>
  choices.happens(0.2) ? plain : choices.happens(0.15) ? inDoubt : choices.pick(themes);
