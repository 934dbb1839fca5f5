/** Figures for dashboards and alarms. Never throws, never waits. */
export type Metrics = {
  /** Counts something `times` at once: one, unless said otherwise. */
  count(name: MetricName, dimension?: string, times?: number): void;
  /** A length of time in milliseconds. */
  duration(name: MetricName, ms: number): void;
};
export type MetricName =
  | 'hammerLateMs'
  | 'stampAhead'
  | 'recordParked'
  | 'pulseNotSent'
  | 'leaseNotRenewed'
  | 'shardNotCounted'
  | 'postFailed'
  | 'shardMissed'
  | 'bidOutcome'
  | 'bug';
