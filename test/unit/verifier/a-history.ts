import { createHash } from 'node:crypto';
import { type HistoryEntryForm, historyEntryText, maximumText, type PublicEvent } from '@gaveldrop/protocol';
import { cents, type DropId, type LotId, lotNumber } from '@gaveldrop/units';
import { type Claim, type Problem, type UnreadHistory, verifyHistory } from '@gaveldrop/verifier';

export const dropId = '01JD0000000000000000000001' as DropId;
export const lotId = '01JD0000000000000000000002' as LotId;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Events and entries as a test writes them: plain numbers and texts, checked by the verifier itself. */
export type Event = { readonly type: string } & Readonly<Record<string, unknown>>;
export type Change = readonly [committedAtMs: number, ...events: readonly Event[]];

/** Starts at 1,000, steps of 100, a minute, a reset to 10 s in the last 10 s, at most 30 s later. */
export const agreed = {
  startPriceCents: 1_000,
  ladder: [{ fromCents: 0, incrementCents: 100 }],
  closing: {
    durationMs: 60_000,
    extension: { mode: 'reset', windowMs: 10_000, amountMs: 10_000, capMs: 30_000 },
  },
};
export const withReserve = { ...agreed, reserveCommitment: 'd'.repeat(64) };

export const scheduled = (what: object = agreed): Change => [900_000, { type: 'LotScheduled', agreed: what }];
export const opened: Change = [
  1_000_000,
  { type: 'LotOpened', openedAtMs: 1_000_000, closesAtMs: 1_060_000, latestCloseAtMs: 1_090_000 },
];
/** The hammer a grace after the first close, unless a test says otherwise. */
export const sold = (paddle: number, price: number, atMs = 1_061_000): Change => [
  atMs,
  { type: 'LotSold', hammerPriceCents: price, buyerPaddle: paddle },
];
export const passed = (atMs = 1_061_000): Change => [atMs, { type: 'LotPassed' }];

/** What a bid came to: `leading` or `outbid`, and the price. */
export type Came = readonly [outcome: 'leading' | 'outbid', price: number];

/** Each bid of a paddle has a salt of its own. */
export const saltOf = (paddle: number, amount: number): string => sha256(`salt of ${paddle} and ${amount}`);

export const exactBid = (
  paddle: number,
  amount: number,
  [outcome, price]: Came,
  receivedAtMs: number,
): Event => ({
  ...{ type: 'BidAccepted', paddleNumber: paddle, kind: 'exact', amountCents: amount },
  ...{ receivedAtMs, outcome, priceCents: price },
});
export const maximumBid = (
  paddle: number,
  amount: number,
  [outcome, price]: Came,
  receivedAtMs: number,
): Event => ({
  ...{ type: 'BidAccepted', paddleNumber: paddle, kind: 'maximum' },
  amountCommitment: sha256(maximumText(saltOf(paddle, amount), cents(amount))),
  ...{ receivedAtMs, outcome, priceCents: price },
});

/** Committed 20 ms after its receipt. */
export const exact = (paddle: number, amount: number, came: Came, atMs = 1_010_000): Change => [
  atMs + 20,
  exactBid(paddle, amount, came, atMs),
];
export const maximum = (paddle: number, amount: number, came: Came, atMs = 1_010_000): Change => [
  atMs + 20,
  maximumBid(paddle, amount, came, atMs),
];
/** The same with the extension that was committed with it. */
export const extending = ([atMs, ...events]: Change, closesAtMs: number): Change => [
  atMs,
  ...events,
  { type: 'CloseExtended', closesAtMs },
];

/** Entries with the chain worked out. */
export function chained(
  entries: readonly Omit<HistoryEntryForm, 'previousHash'>[],
): readonly HistoryEntryForm[] {
  const linked: HistoryEntryForm[] = [];
  for (const entry of entries) {
    const before = linked.at(-1);
    const { previousHash: _, ...rest } = entry as HistoryEntryForm;
    linked.push(
      before === undefined
        ? rest
        : { ...rest, previousHash: sha256(historyEntryText(dropId, lotId, before)) },
    );
  }
  return linked;
}

/** The chain head after the last entry. */
export const headOf = (entries: readonly unknown[]): string =>
  sha256(historyEntryText(dropId, lotId, entries.at(-1) as HistoryEntryForm));

/** One entry a change, from sequence 1, chained. */
export function historyOf(...changes: readonly Change[]): Omit<UnreadHistory, 'entries'> & {
  readonly entries: readonly HistoryEntryForm[];
} {
  const entries = changes.map(([committedAtMs, ...events], at) => ({
    ...{ sequence: at + 1, committedAtMs },
    events: events as unknown as PublicEvent[],
  }));
  return {
    ...{ dropId, lotId, lotNumber: lotNumber(3) },
    entries: chained(entries as unknown as readonly HistoryEntryForm[]),
    opened: [],
  };
}

/** The history with these maxima of its entries opened: sequence, paddle, amount. */
export const opening = (
  history: UnreadHistory,
  ...maxima: readonly (readonly [number, number, number])[]
): UnreadHistory => ({
  ...history,
  opened: maxima.map(([sequence, paddle, amountCents]) => ({
    ...{ sequence, amountCents },
    salt: saltOf(paddle, amountCents),
  })),
});

/** Each problem as `[sequence, rule]`. */
export const rulesBroken = (history: UnreadHistory, claim: Omit<Claim, 'history'> = {}) =>
  verifyHistory({ history, ...claim }).problems.map(({ sequence, rule }) => [sequence, rule]);

export const problemsOf = (history: UnreadHistory, claim: Omit<Claim, 'history'> = {}): readonly Problem[] =>
  verifyHistory({ history, ...claim }).problems;

/** A lot that two paddles bid on and that was sold. */
export const soldHistory = historyOf(
  scheduled(),
  opened,
  exact(1, 1_000, ['leading', 1_000]),
  exact(2, 1_250, ['leading', 1_250], 1_020_000),
  sold(2, 1_250),
);
