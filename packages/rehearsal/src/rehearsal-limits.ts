import { durationMs } from '@gaveldrop/units';

/** Every limit of a rehearsal, with its unit in its name and its reason beside it. */
export const rehearsalLimits = {
  /** A rehearsal is minutes, not a day: a lot takes 9 to 21 s. */
  lotsMax: 50,
  /** What one machine of two cores carries together with the saleroom. */
  biddersMax: 500,
  /** People who only watch: enough to see that those without a paddle hear the same. */
  viewers: 3,
  /** The lots of a rehearsal: 8 s, and a bid in the last 3 s leaves 3 s more, for at most 12 s. */
  lotDurationMs: durationMs(8_000),
  extensionWindowMs: durationMs(3_000),
  extensionAmountMs: durationMs(3_000),
  extensionCapMs: durationMs(12_000),
  /** How many people sign in, register and connect at a time: a crowd at the door would measure the door. */
  joiningAtOnce: 6,
  /** How long a saleroom may take to start: bundling and starting a database on a busy machine. */
  saleroomStartMs: durationMs(120_000),
  /** How long it may take to stop before it is ended. */
  saleroomStopMs: durationMs(10_000),
  /** How long one person may take to be live. */
  joinWaitMs: durationMs(30_000),
  /** How long a lot may take to open. */
  openWaitMs: durationMs(15_000),
  /** How long past its latest close and the grace a hammer is waited for: longer than the sweep, which comes each minute. */
  hammerWaitMs: durationMs(75_000),
  /** How long after the last hammer every bid may take to be answered and every viewer to hear the end. */
  settleWaitMs: durationMs(15_000),
  /** How long histories and statements may take to be complete. */
  recordsWaitMs: durationMs(30_000),
  /** How long one bidder's receipts may take. */
  receiptsWaitMs: durationMs(10_000),
  /** How often something that is waited for is looked at. */
  lookEveryMs: durationMs(100),
  /** Between a lot's end and the next one's start: time to hear the last of it. */
  betweenLotsMs: durationMs(300),
  /** Problems that a check names; more would be the same again. */
  problemsMax: 10,
} as const;
