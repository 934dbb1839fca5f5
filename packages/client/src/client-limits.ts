import { durationMs, limits } from '@gaveldrop/units';

/** Every limit that only the phone obeys, with its unit in its name and its reason beside it. */
export const clientLimits = {
  /** How long a ticket may take: a phone on a slow network still gets one, a hung request does not hold it for ever. */
  ticketWaitMs: durationMs(10_000),
  /** How long a socket may take to open. */
  openWaitMs: durationMs(10_000),
  /** How long a `hello` may stay unanswered before the connection counts as useless. */
  helloWaitMs: durationMs(5_000),
  /** How long a ping may be outstanding, with nothing else heard, before the connection counts as dead. */
  silenceMs: durationMs(5_000),
  /** Pings after a welcome, besides the first, that find a quick round trip for the clock. */
  quickPings: 2,
  quickPingEveryMs: durationMs(400),
  /** Back-off: a random part of this, doubled with every failure up to the cap. */
  backOffBaseMs: durationMs(500),
  backOffCapMs: durationMs(15_000),
  /** The longest wait left after a hint that the network may be back. */
  hintedWaitMs: durationMs(250),
  /** A connection that lived this long was a good one: the next failure counts as the first. */
  provenAfterMs: durationMs(10_000),
  /** When a connection is replaced before the gateway ends it at two hours; spread, so that phones do not come together. */
  plannedEndMinMs: durationMs(90 * 60_000),
  plannedEndMaxMs: durationMs(110 * 60_000),
  /** How long a bid's first sending, or a command, waits for its answer before it is sent again. */
  answerWaitMs: durationMs(3_000),
  /** After this long no write of a sending can land any more: 4 s, half a second of them for the way there. */
  landedAfterMs: durationMs(limits.commitTimeMaxMs + limits.writeInFlightMaxMs + 500),
  /** When a sending answered `unknown` is made again: from this, spread over `unknownSpreadMs`. */
  unknownWaitMs: durationMs(300),
  unknownSpreadMs: durationMs(400),
  /** The same for `busy`, which ends sooner. */
  busyWaitMs: durationMs(200),
  busySpreadMs: durationMs(400),
  /** When a bid that a welcome calls `unknown` is sent again. */
  welcomeUnknownWaitMs: durationMs(500),
  /** Between resends that must not be under way together, so that an error can be told to be one bid's. */
  apartMs: durationMs(1_000),
  /** How late a first sending may be for its id still to tell the server when it was. */
  promptSendingMs: durationMs(250),
  /** The largest `attempt` the wire allows. */
  attemptMax: 1_000,
  /** How long after close and grace a missing hammer is asked for, and how often from then on. */
  hammerMissingAfterMs: durationMs(2_000),
  hammerAskEveryMs: durationMs(5_000),
  /** The longest timer for a hammer: the server's clock may be known better by then. */
  hammerLookMaxMs: durationMs(60_000),
  /** How old a clock sample may be: a quartz clock drifts 15 ms in this time. */
  clockSampleAgeMaxMs: durationMs(300_000),
  clockSamplesMax: 16,
  /** A round trip longer than this says too little about the time. */
  clockRoundTripMaxMs: durationMs(20_000),
  /** How far two samples may contradict each other before the older is taken for a device clock that jumped. */
  clockDisagreeMaxMs: durationMs(250),
  /** The most the clock stands still rather than go back; more than this only a wrong device clock explains. */
  clockStandStillMaxMs: durationMs(2_000),
  /** Own bids kept after their answer. */
  settledBidsMax: 1_000,
  /** Signed refusals kept of a drop beyond the page: 90 KB of a browser's 5 MB. */
  keptRefusalsMax: 200,
  /** Pages read of one lot's history: more bids than a lot can take. */
  historyPagesMax: 10_000,
} as const;
