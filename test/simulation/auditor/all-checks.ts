import type { MakeCheck } from './check.ts';
import { accountsBalance } from './checks/accounts-balance.ts';
import { acknowledgedIsKept } from './checks/acknowledged-is-kept.ts';
import { bidCommittedInTime } from './checks/bid-committed-in-time.ts';
import { bidExtends } from './checks/bid-extends.ts';
import { bidPrice } from './checks/bid-price.ts';
import { bidWasAcceptable } from './checks/bid-was-acceptable.ts';
import { bidWasAskedFor } from './checks/bid-was-asked-for.ts';
import { changeFollows } from './checks/change-follows.ts';
import { changeIsDated } from './checks/change-is-dated.ts';
import { commandAnswersTrue } from './checks/command-answers-true.ts';
import { commandsObey } from './checks/commands-obey.ts';
import { doubtIsKept } from './checks/doubt-is-kept.ts';
import { finalIsFinal } from './checks/final-is-final.ts';
import { hammerFalls } from './checks/hammer-falls.ts';
import { historyIsWhole } from './checks/history-is-whole.ts';
import { idOnce } from './checks/id-once.ts';
import { lotsEnd } from './checks/lots-end.ts';
import { lotsOpenMax } from './checks/lots-open-max.ts';
import { newShardsWait } from './checks/new-shards-wait.ts';
import { nothingPrivate } from './checks/nothing-private.ts';
import { ownBidsTrue } from './checks/own-bids-true.ts';
import { pendingAnswersTrue } from './checks/pending-answers-true.ts';
import { phoneNeverGoesBack } from './checks/phone-never-goes-back.ts';
import { phonesConverge } from './checks/phones-converge.ts';
import { postsGoForward } from './checks/posts-go-forward.ts';
import { priceNeverFalls } from './checks/price-never-falls.ts';
import { publicHistoryTrue } from './checks/public-history-true.ts';
import { refusalJustified } from './checks/refusal-justified.ts';
import { refusedStaysRefused } from './checks/refused-stays-refused.ts';
import { resendWaits } from './checks/resend-waits.ts';
import { sequenceAddsOne } from './checks/sequence-adds-one.ts';
import { settledOnce } from './checks/settled-once.ts';
import { stampsNoticed } from './checks/stamps-noticed.ts';
import { statementsAddUp } from './checks/statements-add-up.ts';
import { suspensionsHold } from './checks/suspensions-hold.ts';
import { toldLotsAreTrue } from './checks/told-lots-are-true.ts';
import { welcomeHoldsAll } from './checks/welcome-holds-all.ts';

/** Everything the auditor looks at. */
export const allChecks: readonly MakeCheck[] = [
  sequenceAddsOne,
  finalIsFinal,
  priceNeverFalls,
  changeFollows,
  changeIsDated,
  idOnce,
  bidWasAskedFor,
  bidWasAcceptable,
  bidCommittedInTime,
  bidPrice,
  bidExtends,
  hammerFalls,
  commandsObey,
  lotsOpenMax,
  suspensionsHold,
  doubtIsKept,
  acknowledgedIsKept,
  refusalJustified,
  refusedStaysRefused,
  resendWaits,
  pendingAnswersTrue,
  commandAnswersTrue,
  toldLotsAreTrue,
  nothingPrivate,
  stampsNoticed,
  welcomeHoldsAll,
  postsGoForward,
  newShardsWait,
  phoneNeverGoesBack,
  phonesConverge,
  ownBidsTrue,
  lotsEnd,
  historyIsWhole,
  publicHistoryTrue,
  settledOnce,
  accountsBalance,
  statementsAddUp,
];
