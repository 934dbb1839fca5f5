export type { Problem, RuleName } from './problem.ts';
export { type ReadHistories, readHistories } from './read-histories.ts';
export type { UnreadHistory } from './unread-history.ts';
export { type Evidence, type Verification, verifyAll } from './verify-all.ts';
export { type Claim, type LotVerdict, verifyHistory } from './verify-history.ts';
