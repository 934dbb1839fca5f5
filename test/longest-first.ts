import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take far longer than all others, mostly waiting: begun first, the others run beside them. */
const longest = ['saleroom/records-outage.test.ts'];

const isLongest = ({ moduleId }: TestSpecification): boolean =>
  longest.some((path) => moduleId.endsWith(path));

/** Orders test files as usual, but for the longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}
