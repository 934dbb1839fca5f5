import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetData } from './data-folder.ts';
import { prepareDemoDrop } from './demo-drop.ts';
import { repositoryRoot } from './repository-root.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import { serveParent } from './serve-parent.ts';
import { readStartOptions, type StartOptions, startUsage } from './start-options.ts';
import { type Saleroom, startSaleroom } from './start-saleroom.ts';
import { readAssembly, type SynthesizedTemplate, synthesizeTemplate } from './synthesize-template.ts';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

const keep = join(repositoryRoot, '.local');

function assemble({ memory, json, assembly, broadcast }: StartOptions): Promise<SynthesizedTemplate> {
  if (assembly !== undefined) return readAssembly(assembly);
  // Two salerooms that keep nothing may run side by side; they must not write each other's assembly.
  const outdir = memory ? mkdtempSync(join(tmpdir(), 'gaveldrop-')) : join(keep, 'assembly');
  if (memory) process.on('exit', () => rmSync(outdir, { recursive: true, force: true }));
  tell('Building …');
  return synthesizeTemplate(outdir, !json, broadcast);
}

async function start(options: StartOptions): Promise<Saleroom> {
  const { fresh, memory, verbose, port, host, data = join(keep, 'data') } = options;
  if (fresh && !memory) forgetData(data);
  const { template, assets } = await assemble(options);
  tell('Starting …');
  return startSaleroom({
    template,
    assets,
    host,
    dataDir: memory ? undefined : data,
    ports:
      port === 0
        ? {}
        : {
            site: port,
            http: port + 1,
            webSocket: port + 2,
            issuer: port + 3,
            edge: port + 4,
            feed: port + 5,
          },
    dynamodbEndpoint: process.env.DYNAMODB_ENDPOINT,
    sqsEndpoint: process.env.SQS_ENDPOINT,
    log: (from, line) => {
      if (verbose || from === 'runner') tell(`${from}: ${line.trimEnd()}`);
    },
  });
}

async function announce(saleroom: Saleroom): Promise<void> {
  const { siteUrl, httpUrl, webSocketUrl, issuerUrl } = saleroom;
  const drop = await prepareDemoDrop({ httpUrl, issuerUrl });
  const place = drop === undefined ? '' : `#/drops/${drop.dropId}`;
  process.stdout.write(`
  Bidder      ${siteUrl}/${place}
  Auctioneer  ${siteUrl}/auctioneer.html${place}
  Seller      ${siteUrl}/seller.html${place}

  Sign in as Ava to run the drop, as Bea, Ben or Bo to bid, as Sam or Sofia to sell. Ctrl-C stops it.
`);
  tell(`\n  HTTP API ${httpUrl}   sockets ${webSocketUrl}   sign-in ${issuerUrl}\n`);
}

function announceToProgram(saleroom: Saleroom): void {
  const { siteUrl, httpUrl, webSocketUrl, issuerUrl, snapshotUrl, feedUrl, feedHost, dynamodbEndpoint } =
    saleroom;
  const addresses = { siteUrl, httpUrl, webSocketUrl, issuerUrl, snapshotUrl, feedUrl, feedHost };
  process.stdout.write(`${JSON.stringify({ ...addresses, dynamodbEndpoint })}\n`);
}

/** Settles when somebody wants it to stop. */
function stopWanted(options: StartOptions): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (!options.json) return;
    // Whoever reads the addresses holds our standard input: when they are gone, so are we.
    process.stdin.on('end', () => resolve());
    process.stdin.on('error', () => resolve());
    process.stdin.resume();
  });
}

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(startUsage);
    return;
  }
  const wanted = stopWanted(options);
  const saleroom = await start(options);
  const closeChannel = serveParent(saleroom);
  if (options.json) announceToProgram(saleroom);
  else await announce(saleroom);
  await wanted;
  tell('Stopping …');
  closeChannel();
  await saleroom.stop();
}

try {
  await main();
  process.exitCode = 0;
} catch (error) {
  // A refusal says all there is to say; anything else is a fault of ours, which needs its stack.
  tell(
    error instanceof RunnerRefusal
      ? error.message
      : error instanceof Error
        ? (error.stack ?? '')
        : String(error),
  );
  process.exitCode = 1;
}
process.stdin.pause();
