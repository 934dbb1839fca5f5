import { rehearsalLimits } from '../rehearsal-limits.ts';

/** What a check came to; it held when it found no problem. */
export type Verdict = {
  readonly name: string;
  readonly held: boolean;
  /** For people: what was found, the first few. */
  readonly problems: readonly string[];
};

/** The verdict on what a check found. */
export const verdict = (name: string, problems: readonly string[]): Verdict => ({
  name,
  held: problems.length === 0,
  problems:
    problems.length <= rehearsalLimits.problemsMax
      ? problems
      : [
          ...problems.slice(0, rehearsalLimits.problemsMax),
          `and ${problems.length - rehearsalLimits.problemsMax} more`,
        ],
});
