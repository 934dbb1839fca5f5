/** What does not follow: a rule of the SPECs by its id, or one of the verifier's own checks. */
export type RuleName =
  | 'form'
  | 'chain'
  | 'head'
  | 'opening'
  | 'receipt'
  | 'refusal'
  | 'statement'
  | `${'L' | 'B' | 'C' | 'M'}${number}`;

/** One thing that does not follow, and why. */
export type Problem = {
  /** The entry it is about, or for a refusal the state it names; absent where it is about no single one. */
  readonly sequence?: number;
  readonly rule: RuleName;
  readonly message: string;
};

/** Writes down one thing that does not follow. */
export type Note = (rule: RuleName, message: string, sequence?: number) => void;
