import { describe } from 'vitest';

/** The two versions of a port that one suite holds to. */
export type Versions<Port> = {
  readonly memory: () => Promise<Port>;
  readonly aws: () => Promise<Port>;
};

/** Runs a port's suite against both its versions; each test makes its own with `make`. */
export function bothVersions<Port>(
  port: string,
  versions: Versions<Port>,
  suite: (make: () => Promise<Port>) => void,
): void {
  describe(`${port}, in memory`, () => suite(versions.memory));
  describe(`${port}, on AWS`, () => suite(versions.aws));
}
