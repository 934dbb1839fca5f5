/** Figures for dashboards and alarms. Never throws, never waits. */
export type Metrics = {
  count(name: MetricName, dimension?: string): void;
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
  | 'bidOutcome'
  | 'bug';
