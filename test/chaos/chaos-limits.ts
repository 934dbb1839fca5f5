import { durationMs } from '@gaveldrop/units';

/** Every limit of a run, with its unit in its name and its reason beside it. */
export const chaosLimits = {
  lotsMax: 20,
  biddersMax: 100,
  /** More would leave no time to bid between them. */
  killsPerLotMax: 20,
  /** Lots last 9 s at least; what comes later than this may come between two lots. */
  killAtMaxMs: durationMs(8_800),
  /** A closer gets its event in the last 3 s of a lot and waits for the end of the grace: it is killed while it does. */
  closerAtMinMs: durationMs(5_000),
  closerAtMaxMs: durationMs(8_000),
  closerAfterMaxMs: durationMs(2_500),
  /** How long a function is waited for to be at work, and how far into its event it is ended at most. */
  atWorkWithinMs: durationMs(4_000),
  atWorkAfterMaxMs: durationMs(14),
  /** The same for settling, which only works when a lot is sold: longer than a lot can take. */
  settlingWithinMs: durationMs(24_000),
  settlingAfterMaxMs: durationMs(25),
  /** How long a killed process stays away at most, besides what its start takes. */
  awayMaxMs: durationMs(1_500),
  /** A start that fails is tried again this often: its port may be slow to be free, the database slow to answer. */
  startAttemptsMax: 5,
  startAgainAfterMs: durationMs(500),
  /** How long the queues may take to start: one Node on a busy machine. */
  queuesStartMs: durationMs(30_000),
  /** How long a lot may take to open when everything is killed around it: a phone comes back within 15 s of back-off. */
  openWaitMs: durationMs(60_000),
  /** How long after the last hammer every phone may take to be back with every answer and every end. */
  settleWaitMs: durationMs(60_000),
  /** How long histories and statements may take; a lane's next try comes within a second, but the machine may be busy. */
  recordsWaitMs: durationMs(60_000),
  /** How often somebody reads the drop over HTTP, as pages do. */
  readEveryMs: durationMs(300),
  readWaitMs: durationMs(5_000),
  /** A whole run: this, and so much for each lot, whose hammer may have to wait for a sweep. */
  runMaxMs: durationMs(300_000),
  runMaxPerLotMs: durationMs(180_000),
} as const;
