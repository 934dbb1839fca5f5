import { allChecks, type Check, nobodyToldBusy } from '@gaveldrop/rehearsal';
import { allAnswered } from './all-answered.ts';

/**
 * All that is asked of an undisturbed saleroom but one thing: a bid that meets a database that is gone may be told busy,
 * which promises nothing and invites it again. In return, every bid must come to an end.
 */
export const chaosChecks: readonly Check[] = [
  ...allChecks.filter((check) => check !== nobodyToldBusy),
  allAnswered,
];
