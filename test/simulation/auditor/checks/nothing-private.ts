import type { MakeCheck } from '../check.ts';
import { innerKeys, publicKeys } from '../public-keys.ts';
import { parseTold, type Told } from '../told.ts';
import type { GivenAnswer } from '../world.ts';

const strangers = (value: unknown, known: readonly string[]): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value).filter((key) => !known.includes(key)) : [];

/** Keys of a message, and of what it holds beside lots, that nobody said were public. */
function strangersIn(told: Told): readonly string[] {
  const top = strangers(told, publicKeys[told.type ?? ''] ?? []);
  const inner = (['drop', 'you', 'receipt'] as const).flatMap((part) =>
    strangers((told as Readonly<Record<string, unknown>>)[part], innerKeys[part]),
  );
  const pending = (told.pending ?? []).flatMap((bid) => strangers(bid, innerKeys.pending));
  return [...top, ...inner, ...pending];
}

/** A field of a refusal's receipt that is neither what was asked nor what was answered, or nothing. */
function strayInReceipt({ told, received: { said, connected } }: GivenAnswer): string | undefined {
  const { receipt } = told;
  if (receipt === undefined) return undefined;
  const due: Readonly<Record<string, unknown>> = {
    ...{ bidId: said?.bidId, lotId: said?.lotId, amountCents: said?.amountCents, kind: said?.kind },
    ...{ paddleNumber: connected?.principal.paddleNumber, receivedAtMs: told.receivedAtMs, code: told.code },
    ...{ askingPriceCents: told.askingPriceCents, sequence: told.sequence },
  };
  return Object.keys(due).find((field) => receipt[field] !== due[field]);
}

/** What an answer says that its own question did not ask about, or nothing. */
function foreignIn({ told, received }: GivenAnswer): string | undefined {
  const { said, connected } = received;
  if (told.type === 'bid-answer' && (told.bidId !== said?.bidId || told.lotId !== said?.lotId))
    return `bid ${told.bidId}`;
  if (told.type === 'lot-answer' && (told.commandId !== said?.commandId || told.lotId !== said?.lotId))
    return `command ${told.commandId}`;
  if (told.type === 'pong' && told.sentAtMs !== said?.sentAtMs) return `ping of ${told.sentAtMs}`;
  const paddle = told.you?.paddleNumber;
  if (told.type === 'welcome' && paddle !== connected?.principal.paddleNumber) return `paddle ${paddle}`;
  return undefined;
}

/** Amounts too small to be told from any other number in a text. */
const tellingCents = 1_000;

/**
 * [L4] No message has a key that is not known to be public, nor answers what its phone did not ask; no text for people holds a
 * maximum, a reserve, another's bid id or a person's name. (That a lot in a message says no more than it may is another check.)
 */
export const nothingPrivate: MakeCheck = () => {
  const seen = new Set<string>();
  /** Private amounts and names; an amount that became a public price is private no longer. */
  const amounts = new Set<string>();
  const names = new Set<string>();
  const addAmount = (cents: number | undefined): void => {
    if (cents !== undefined && cents >= tellingCents) amounts.add(String(cents));
  };
  return {
    name: 'nothing-private',
    on: {
      'lot-agreed': ({ agreement }) => addAmount(agreement.rules.reserveCents),
      'phone-started': ({ userId }) => names.add(userId),
      'lot-committed': ({ after }) => {
        for (const event of after.events)
          if (event.type === 'BidAccepted') {
            names.add(event.bidId);
            if (event.kind === 'maximum') addAmount(event.amountCents);
          }
      },
      answered: (answer, _world, report) => {
        const { atMs, told, received } = answer;
        const foreign = foreignIn(answer);
        if (foreign !== undefined)
          report('L4', atMs, `an answer tells of ${foreign}, which was not asked for on that connection`);
        const stray = strayInReceipt(answer);
        if (stray !== undefined) report('L4', atMs, `a receipt differs from its bid and answer in ${stray}`);
        if (told.message === undefined) return;
        const words = `${told.code ?? ''} ${told.message} ${told.of ?? ''}`.match(/[\w-]+/g) ?? [];
        const leaked = words.find(
          (word) => (amounts.has(word) || names.has(word)) && !received.text.includes(word),
        );
        if (leaked !== undefined) report('L4', atMs, `an error message says ${leaked}`);
      },
      delivered: ({ atMs, channel, text }, _world, report) => {
        if (channel === 'http' || seen.has(text)) return;
        seen.add(text);
        for (const key of strangersIn(parseTold(text)))
          report('L4', atMs, `a message has a key ${key} that is not public`);
      },
    },
  };
};
