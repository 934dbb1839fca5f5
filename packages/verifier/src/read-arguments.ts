/** What the command was asked to do. */
export type VerifyArguments = {
  readonly historyFiles: readonly string[];
  /** As given: a hash, or `LOTID=HASH`. */
  readonly heads: readonly string[];
  readonly headFiles: readonly string[];
  readonly receiptFiles: readonly string[];
  readonly keyFiles: readonly string[];
  readonly statementFiles: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
};

export type ReadArguments =
  | { readonly kind: 'valid'; readonly value: VerifyArguments }
  /** `message` names the argument and what is wrong with it. */
  | { readonly kind: 'invalid'; readonly message: string };

export const usage = `npm run -s verify -- history.json... [--head HASH] [--heads FILE] [--receipts FILE] [--keys FILE] [--statement FILE] [--json]

  history.json      one lot's history as the saleroom gives it, or a list of pages and lots
  --head HASH       the chain head somebody kept from the closed lot; LOTID=HASH where there are several lots
  --heads FILE      the same for many lots: a phone's heads, or a snapshot
  --receipts FILE   a bidder's receipts: of accepted bids, and of refused ones
  --keys FILE       the saleroom's public keys, as GET /keys gives them
  --statement FILE  a seller's statement
  --json            prints one JSON object on stdout instead of lines
  --help            prints this

Each may be given several times. It ends with 0 when all of it follows, 1 when something does not, 2 when the input
cannot be used.
`;

const takingValue = ['--head', '--heads', '--receipts', '--keys', '--statement'] as const;
type Taking = (typeof takingValue)[number];
const isTaking = (text: string): text is Taking => (takingValue as readonly string[]).includes(text);

const wrong = (message: string): ReadArguments => ({ kind: 'invalid', message });

/** The command's arguments, or the first thing wrong with them. */
export function readArguments(args: readonly string[]): ReadArguments {
  const values: Record<Taking, string[]> = {
    ...{ '--head': [], '--heads': [], '--receipts': [], '--keys': [], '--statement': [] },
  };
  const historyFiles: string[] = [];
  const plain = new Set<string>();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('--')) {
      historyFiles.push(arg);
      continue;
    }
    if (arg === '--json' || arg === '--help') {
      plain.add(arg);
      continue;
    }
    const equals = arg.indexOf('=');
    const name = equals < 0 ? arg : arg.slice(0, equals);
    if (!isTaking(name)) return wrong(`${JSON.stringify(name.slice(0, 60))} is not known here`);
    if (equals < 0) at += 1;
    const value = equals < 0 ? args[at] : arg.slice(equals + 1);
    if (value === undefined || value === '' || value.startsWith('--')) return wrong(`${name} needs a value`);
    values[name].push(value);
  }
  const help = plain.has('--help');
  if (historyFiles.length === 0 && !help) return wrong('a history is needed: the file that was exported');
  return {
    kind: 'valid',
    value: {
      historyFiles,
      heads: values['--head'],
      headFiles: values['--heads'],
      receiptFiles: values['--receipts'],
      keyFiles: values['--keys'],
      statementFiles: values['--statement'],
      json: plain.has('--json'),
      help,
    },
  };
}
