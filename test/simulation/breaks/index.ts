import { acceptAfterClose } from './accept-after-close.ts';
import { answerBeforeCommit } from './answer-before-commit.ts';
import { blindRetry } from './blind-retry.ts';
import type { Break } from './break.ts';
import { clientIgnoresSequence } from './client-ignores-sequence.ts';
import { extendOnRefusal } from './extend-on-refusal.ts';
import { leakMaximum } from './leak-maximum.ts';
import { newShardTooSoon } from './new-shard-too-soon.ts';
import { noGrace } from './no-grace.ts';
import { noSequenceCheck } from './no-sequence-check.ts';
import { noSweep } from './no-sweep.ts';
import { postOlderThanPosted } from './post-older-than-posted.ts';
import { refuseAResendTooSoon } from './refuse-a-resend-too-soon.ts';
import { refuseFromOldCopy } from './refuse-from-old-copy.ts';
import { registerAfterSnapshot } from './register-after-snapshot.ts';
import { settleTwice } from './settle-twice.ts';
import { trustTheRead } from './trust-the-read.ts';

/** Every defect that can be planted. */
export const breaks: readonly Break[] = [
  noSequenceCheck,
  blindRetry,
  trustTheRead,
  refuseAResendTooSoon,
  acceptAfterClose,
  noGrace,
  extendOnRefusal,
  refuseFromOldCopy,
  answerBeforeCommit,
  settleTwice,
  noSweep,
  clientIgnoresSequence,
  registerAfterSnapshot,
  leakMaximum,
  postOlderThanPosted,
  newShardTooSoon,
];
