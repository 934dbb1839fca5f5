import type { Choices } from './choices.ts';
import type { Theme } from './theme.ts';

/**
 * Everything that may go wrong, each with how often it does on a usual bad day and, where that is more, on the day on
 * which it is all that the world does. Shares are of the occasions at which it could happen, 0 to 1.
 */
const shares = {
  /** A message between phone and gateway takes long. */
  messageDelayed: [0.08, 0.6],
  /** A socket dies; neither end is told. */
  socketDropped: [0.01, 0.05],
  /** A phone is cut off for a while: what is on the way waits, or is lost with its socket. */
  phoneCutOff: [0.15, 0.5],
  /** A page is loaded again: the phone has forgotten all. */
  phoneRestarted: [0.04, 0.2],
  /** A phone goes to sleep for a while: nothing runs on it, and what it is sent waits. */
  phoneAsleep: [0.06, 0.3],
  /** A page is put away and taken out again: its client is stopped and started. */
  phoneStopped: [0.03, 0.2],
  /** A request for a ticket, or its answer, is lost. */
  ticketLost: [0.04, 0.25],
  /** A post to a connection is taken and never arrives. */
  postLost: [0.05, 0.5],
  /** A post to a connection arrives twice. */
  postDoubled: [0.05, 0.4],
  /** A post overtakes, or is overtaken. */
  postDelayed: [0.1, 0.6],
  /** The gateway does not take a post. */
  postFailed: [0.04, 0.4],
  /** A function fails before it begins, or its instance is ended at any instant in it. */
  functionCrashed: [0.03, 0.15],
  /** An event finds no warm instance. */
  coldStart: [0.1, 0.7],
  /** A start takes longer than the gateway's stamp is believed. */
  slowStart: [0.03, 0.3],
  /** A request to a table takes long. */
  requestSlow: [0.05, 0.4],
  /** A table turns a request away. */
  throttled: [0.03, 0.2],
  /** A read gets no answer. */
  readFailed: [0.02, 0.15],
  /** The same of the conditional write of an open lot, on which everything hangs. */
  commitThrottled: [0.1, 0.5],
  commitLost: [0.06, 0.3],
  commitReplyLost: [0.12, 0.5],
  commitLandsLate: [0.15, 0.6],
  /** A message has been handled, and its answer does not get back to the gateway. */
  answerLost: [0.06, 0.4],
  /** A write never arrives, and nobody says so. */
  writeLost: [0.02, 0.1],
  /** A write happens, and its reply is lost. */
  replyLost: [0.03, 0.3],
  /** A write is given up and lands afterwards. */
  writeLandsLate: [0.03, 0.3],
  /** The queue does not take a pulse. */
  pulseRefused: [0.04, 0.4],
  /** The queue takes a pulse and loses it. */
  pulseLost: [0.05, 0.6],
  /** The queue delivers a pulse twice. */
  pulseDoubled: [0.05, 0.5],
  pulseLate: [0.08, 0.6],
  nudgeRefused: [0.05, 0.4],
  nudgeLost: [0.15, 1],
  nudgeEarly: [0.15, 0.8],
  nudgeLate: [0.2, 0.9],
  nudgeDoubled: [0.15, 0.9],
  /** The stream hands a batch over again that was handled. */
  streamRepeated: [0.08, 0.6],
  streamLate: [0.08, 0.6],
  /** A reader of the stream stands still. */
  streamStalled: [0.02, 0.2],
  /** The index of open lots shows what was. */
  indexStale: [0.3, 1],
  sweepLate: [0.2, 0.8],
  /** An instance's clock is set, within what is allowed. */
  clockStepped: [0.05, 0.5],
  /** An instance's clock is off by more than is allowed; on few days, see `faultPlan`. */
  clockBeyond: [0.3, 0.3],
  /** A phone's clock is set. */
  phoneClockStepped: [0.1, 0.5],
} as const satisfies Record<string, readonly [usual: number, constant: number]>;

export type FaultName = keyof typeof shares;
export const faultNames = Object.keys(shares) as FaultName[];

/** How often each fault strikes on this seed: some never, some all the time. */
function faultPlan(choices: Choices, theme: Theme): Readonly<Record<FaultName, number>> {
  // On a calm day only what matters for the order of things is left, so that no defect hides behind noise.
  const calm = choices.happens(0.1);
  const plan = faultNames.map((name): [FaultName, number] => {
    const [usual, constant] = shares[name];
    const set = theme.faults[name];
    if (set !== undefined) return [name, set];
    if (name === 'clockBeyond') return [name, choices.happens(0.04) ? usual : 0];
    if (calm || choices.happens(0.4)) return [name, 0];
    if (choices.happens(0.12)) return [name, constant];
    return [name, usual * (0.3 + choices.unit() * 1.7)];
  });
  return Object.fromEntries(plan) as Record<FaultName, number>;
}

/** The world failing on purpose. */
export type Faults = {
  /** Whether this fault strikes now; if so it is counted and told. */
  strikes(name: FaultName): boolean;
  /** From now on they strike. */
  begin(): void;
  /** Nothing strikes from now on. */
  heal(): void;
  readonly injected: Readonly<Partial<Record<FaultName, number>>>;
  readonly plan: Readonly<Record<FaultName, number>>;
};

export function createFaults(choices: Choices, theme: Theme, tell: (fault: FaultName) => void): Faults {
  const plan = faultPlan(choices, theme);
  const injected: Partial<Record<FaultName, number>> = {};
  let striking = false;
  return {
    strikes: (name) => {
      if (!striking || !choices.happens(plan[name])) return false;
      injected[name] = (injected[name] ?? 0) + 1;
      tell(name);
      return true;
    },
    begin: () => {
      striking = true;
    },
    heal: () => {
      striking = false;
    },
    injected,
    plan,
  };
}
