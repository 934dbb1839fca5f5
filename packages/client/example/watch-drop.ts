import { parseArgs } from 'node:util';
import { createDropClient, createSaleroomHttp, type DropState, ticketTaker } from '@gaveldrop/client';
import { type PublicLot, phaseOf } from '@gaveldrop/protocol';
import type { Cents, DropId } from '@gaveldrop/units';
import { nodePorts } from './node-ports.ts';

// Joins a drop, prints every change of its lots and the clock, second by second, and bids if told to.

const usage = `npx node packages/client/example/watch-drop.ts [flags]

  --site URL     the saleroom's pages, default http://127.0.0.1:4700: their config.json says where the rest is
  --token T      an access token; without one the issuer is asked for one in --as's name, which only a local one gives
  --as NAME      who to be, default bea
  --drop ID      the drop, default the newest
  --bid WHAT     bid on the lot that is open: an amount in minor units, or "next" for what is asked
`;

const { values: flags } = parseArgs({
  options: {
    site: { type: 'string', default: 'http://127.0.0.1:4700' },
    token: { type: 'string' },
    as: { type: 'string', default: 'bea' },
    drop: { type: 'string' },
    bid: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (flags.help) {
  process.stdout.write(usage);
  process.exit(0);
}
if (flags.bid !== undefined && flags.bid !== 'next' && !/^[1-9]\d*$/.test(flags.bid)) {
  process.stderr.write(`--bid must be "next" or a whole number of minor units, not "${flags.bid}"\n`);
  process.exit(2);
}
const say = (line: string): void => void process.stdout.write(`${line}\n`);

// 1. Where the saleroom is, and who this is.
type Config = { readonly [place in 'httpUrl' | 'webSocketUrl' | 'snapshotUrl' | 'issuer']: string } & {
  readonly [place in 'feedUrl' | 'feedHost']?: string;
};
const config = (await (await fetch(`${flags.site}/config.json`)).json()) as Config;

async function localToken(): Promise<string> {
  const body = JSON.stringify({ sub: `user-${flags.as}` });
  const answer = await fetch(`${config.issuer}/dev/token`, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}
const token = flags.token ?? (await localToken());

// 2. The HTTP API: which drop, and a paddle in it, which is what bidding takes.
const { httpUrl, snapshotUrl } = config;
const saleroom = createSaleroomHttp({ httpUrl, snapshotUrl, token: async () => token, fetch });
const [newest] = await saleroom.listDrops();
const dropId = (flags.drop as DropId | undefined) ?? newest?.dropId;
if (dropId === undefined) throw new Error('there is no drop');
const titles = new Map((await saleroom.listLots(dropId)).map(({ lotId, title }) => [lotId, title]));
if (flags.bid !== undefined) say(`paddle ${await saleroom.register(dropId)}`);

// 3. The live connection. It comes back by itself, whatever happens to it. Where there is a feed, changes come by that.
const { webSocketUrl, feedUrl: url, feedHost: host } = config;
const client = createDropClient({
  webSocketUrl,
  ...(url && host ? { feed: { url, host, dropId, token: async () => token } } : {}),
  ports: {
    ...nodePorts,
    takeTicket: ticketTaker(saleroom, dropId),
    readSnapshot: (wanted) => saleroom.snapshot(dropId, wanted),
  },
});

const money = (minorUnits: number): string => (minorUnits / 100).toFixed(2);

function lotLine({ lotId, number, status, priceCents, askingPriceCents, leadingPaddle }: PublicLot): string {
  const leader = leadingPaddle === undefined ? '' : `, paddle ${leadingPaddle} leads`;
  const asked = askingPriceCents === undefined ? '' : `, ${money(askingPriceCents)} is asked`;
  const price = priceCents === undefined ? '' : ` at ${money(priceCents)}`;
  return `lot ${number}, ${titles.get(lotId) ?? lotId}: ${status}${price}${leader}${asked}`;
}

const connectionLine = ({ connection }: DropState): string =>
  connection.kind === 'refused' ? `refused, ${connection.code}: ${connection.message}` : connection.kind;

// 4. The state is one immutable value: what did not change is the same object.
let shown: DropState = client.state();
let bidOn: string | undefined;
client.subscribe((state) => {
  if (state.connection !== shown.connection) say(connectionLine(state));
  if (state.pushed !== shown.pushed) say(state.pushed ? 'changes are pushed' : 'changes are not pushed');
  for (const lot of state.lots) if (!shown.lots.includes(lot)) say(lotLine(lot));
  for (const bid of state.bids)
    if (!shown.bids.includes(bid)) say(`my bid of ${money(bid.amountCents)}: ${bid.code ?? bid.state}`);
  shown = state;

  const open = state.lots.find(({ status }) => status === 'open');
  if (flags.bid === undefined || open === undefined || bidOn === open.lotId) return;
  bidOn = open.lotId;
  const amountCents = (flags.bid === 'next' ? open.askingPriceCents : Number(flags.bid)) as Cents;
  client.bid({ lotId: open.lotId, amountCents, kind: 'exact' });
});

// 5. The server's clock, by which every phone counts down alike.
setInterval(() => {
  const nowMs = client.serverNowMs();
  for (const lot of shown.lots) {
    const phase = phaseOf(lot, nowMs);
    if (phase === undefined || lot.closesAtMs === undefined) continue;
    say(`lot ${lot.number}, ${phase}: ${Math.max(0, (lot.closesAtMs - nowMs) / 1_000).toFixed(1)} s to go`);
  }
}, 1_000);

process.once('SIGINT', () => {
  client.stop();
  process.exit(0);
});
client.start();
