import type { Evidence, Said } from '../evidence.ts';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withoutAmount = ({ amountCents: _, ...rest }: Fields): Fields => rest;

/** A refused bid's receipt names its amount, to whoever sent that bid and to nobody else. */
function ownReceipt({ people }: Evidence, { to, over }: Said, message: Fields): Fields {
  const { receipt } = message;
  if (over !== 'socket' || !isFields(receipt)) return message;
  const own = people.some(
    ({ name, bids }) => name === to && bids.some(({ bidId }) => bidId === receipt.bidId),
  );
  return own ? { ...message, receipt: withoutAmount(receipt) } : message;
}

/** Who bid at a sequence of a history, as the history itself says. */
function paddleAt(entries: unknown, sequence: unknown): unknown {
  const entry = Array.isArray(entries)
    ? entries.find((one) => isFields(one) && one.sequence === sequence)
    : {};
  const events: unknown = isFields(entry) ? entry.events : [];
  const bid = Array.isArray(events) ? events.find((event) => isFields(event) && 'paddleNumber' in event) : {};
  return isFields(bid) ? bid.paddleNumber : undefined;
}

/** Who led after the last bid of a history, as the history itself says. */
function lastLeader(entries: unknown): unknown {
  const listed: unknown[] = Array.isArray(entries) ? entries : [];
  const events = listed.flatMap((entry) =>
    isFields(entry) && Array.isArray(entry.events) ? entry.events : [],
  );
  const led: unknown = events.findLast((event) => isFields(event) && event.outcome === 'leading');
  return isFields(led) ? led.paddleNumber : undefined;
}

/** A history names the maxima that were beaten: once the lot is sold or passed, all but the last leader's. [L4] */
function lostMaxima({ finalLots }: Evidence, { over }: Said, message: Fields): Fields {
  const { opened, entries } = message;
  const lot = finalLots.find(({ lotId }) => lotId === message.lotId);
  if (over !== 'http' || !Array.isArray(opened) || lot === undefined) return message;
  const isLost = (one: Fields): boolean => {
    const paddle = paddleAt(entries, one.sequence);
    if (paddle === undefined) return false;
    return (lot.status === 'sold' || lot.status === 'passed') && paddle !== lastLeader(entries);
  };
  const looked = opened.map((one: unknown) => (isFields(one) && isLost(one) ? withoutAmount(one) : one));
  return { ...message, opened: looked };
}

/** A message without the amounts of bids that were rightly told to whoever heard it. */
export function withoutRightlyTold(evidence: Evidence, said: Said, message: unknown): unknown {
  if (!isFields(message)) return message;
  return lostMaxima(evidence, said, ownReceipt(evidence, said, message));
}
