/** A rule that did not hold, seen at a true virtual time. */
export type Violation = {
  /** The rule as the SPECs number it, or `wire` for what the wire promises. */
  readonly rule: string;
  /** The check that saw it. */
  readonly check: string;
  readonly message: string;
  readonly atMs: number;
  readonly lotId?: string;
};

/** Notes a violation; never throws. */
export type Report = (rule: string, atMs: number, message: string, lotId?: string) => void;
