import { assertNever } from '@gaveldrop/units';
import { allBids, type Evidence, type Said } from '../evidence.ts';
import { withoutRightlyTold } from './rightly-told.ts';
import { type Verdict, verdict } from './verdict.ts';

const name = "no message to anyone held a field that carries a reserve, a maximum or a bidder's identity";

/** Words that no key may have; whether a reserve is met is public, and a commitment to it tells nothing of it. */
const privateWords: ReadonlySet<string> = new Set([
  ...['reserve', 'reserves', 'ceiling', 'ceilings', 'maximum', 'maxima', 'underbidder', 'limit', 'proxy'],
  ...['user', 'users', 'bidder', 'bidders', 'name', 'person', 'email', 'phone', 'identity', 'sub'],
]);
const publicKeys: ReadonlySet<string> = new Set(['reserveMet', 'reserveCommitment']);

const priceKeys: ReadonlySet<string> = new Set(['priceCents', 'askingPriceCents', 'hammerPriceCents']);

type Secrets = { readonly amounts: ReadonlyMap<number, string>; readonly bidderIds: RegExp | undefined };

/** Reads every message to everybody, key by key and value by value. [L4] */
export function nothingPrivateTold(evidence: Evidence): Verdict {
  const secrets: Secrets = { amounts: secretAmounts(evidence), bidderIds: anyOf(evidence.bidderIds) };
  const judged = new Map<string, readonly string[]>();
  const problems = evidence.said.flatMap((said) => {
    // What was pushed to a hundred people is read once; a receipt may be read by one person only.
    const key = `${said.text.includes('"receipt"') ? said.to : ''} ${said.over} ${said.text}`;
    const known = judged.get(key);
    const found = known ?? problemsIn(said, secrets, evidence);
    if (known === undefined) judged.set(key, found);
    return found.map((problem) => `${said.to} was told ${problem}`);
  });
  return verdict(name, problems);
}

function secretAmounts(evidence: Evidence): ReadonlyMap<number, string> {
  const amounts = new Map<number, string>();
  for (const { number, reserveCents } of evidence.lots)
    if (reserveCents !== undefined) amounts.set(reserveCents, `the reserve of lot ${number}`);
  for (const bid of allBids(evidence))
    if (bid.kind === 'maximum') amounts.set(bid.amountCents, `a maximum of paddle ${bid.paddleNumber}`);
  return amounts;
}

const anyOf = (texts: readonly string[]): RegExp | undefined =>
  texts.length === 0
    ? undefined
    : new RegExp(
        `(?:${texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\w-])`,
      );

function problemsIn(said: Said, secrets: Secrets, evidence: Evidence): string[] {
  const { text, over } = said;
  const problems: string[] = [];
  const identity = secrets.bidderIds?.exec(text);
  if (identity) problems.push(`who a bidder is: ${identity[0]}`);
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    // No JSON, no fields: the identities above were looked for in the bare text.
    return problems;
  }
  look(withoutRightlyTold(evidence, said, message), over, secrets, problems);
  return problems;
}

/** The words of a key, as `underbidderPaddle` has two. */
const wordsOf = (key: string): readonly string[] =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase());

function look(value: unknown, over: Said['over'], secrets: Secrets, problems: string[]): void {
  if (Array.isArray(value)) {
    for (const one of value) look(one, over, secrets, problems);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const record = value as Readonly<Record<string, unknown>>;
  for (const [key, held] of Object.entries(record)) {
    const word = publicKeys.has(key) ? undefined : wordsOf(key).find((part) => privateWords.has(part));
    if (word !== undefined) problems.push(`a field ${key}`);
    if (key === 'amountCents' && !mayNameAmount(record, over)) problems.push('the amount of a bid');
    const secret = typeof held === 'number' ? secrets.amounts.get(held) : undefined;
    if (secret !== undefined && (over === 'socket' || over === 'http') && !isPublicAmount(record, key))
      problems.push(`${secret}, as ${key}`);
    look(held, over, secrets, problems);
  }
}

/** A price may have come to be just what somebody named; an exact bid's amount is public in the history. [B5] [B7] */
const isPublicAmount = (record: Readonly<Record<string, unknown>>, key: string): boolean =>
  priceKeys.has(key) || (key === 'amountCents' && record.kind === 'exact');

/** Amounts of bids are named in the history if exact, and to whom they belong; a statement names those of transfers. */
function mayNameAmount(record: Readonly<Record<string, unknown>>, over: Said['over']): boolean {
  switch (over) {
    case 'socket':
      return false;
    case 'http':
      return record.kind === 'exact';
    case 'own-bids':
      return true;
    case 'statement':
      return 'transferId' in record;
    default:
      return assertNever(over);
  }
}
