import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSaleroom, synthesizeTemplate } from '@gaveldrop/local';
import type { Addresses } from './start-bench-saleroom.ts';

// A saleroom in a process of its own, from the synthesized stack, in memory and on free ports:
// `saleroom-child.ts INSTANCES`, a JSON object of function instances by name. It says where it answers, then, whenever it is
// sent anything, how much processor it has used; and it ends when the process that started it does.

/** What it says first. */
export type Started = { readonly addresses: Addresses };
/** What it says afterwards: microseconds of processor, of all its threads and of the one that is no function's. */
export type Used = { readonly usedUs: number; readonly standInsUs: number };

const outdir = mkdtempSync(join(tmpdir(), 'gaveldrop-bench-'));
process.on('exit', () => rmSync(outdir, { recursive: true, force: true }));
const leaving = new Promise<void>((resolve) => {
  process.on('disconnect', resolve);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});
process.on('message', () => {
  const all = process.cpuUsage();
  const own = process.threadCpuUsage();
  process.send?.({ usedUs: all.user + all.system, standInsUs: own.user + own.system } satisfies Used);
});

const { template, assets } = await synthesizeTemplate(outdir, false);
const tableCalled = (name: string): string => {
  const found = Object.entries(template.Resources).find(
    ([logicalId, { Type }]) => Type === 'AWS::DynamoDB::Table' && logicalId.startsWith(`Tables${name}`),
  );
  if (found === undefined) throw new Error(`the template has no table ${name}`);
  return found[0];
};
const saleroom = await startSaleroom({
  template,
  assets,
  instances: JSON.parse(process.argv[2] ?? '{}') as Readonly<Record<string, number>>,
  log: (from, line) => {
    if (from === 'runner') process.stderr.write(`saleroom: ${line.trimEnd()}\n`);
  },
});
const { siteUrl, httpUrl, webSocketUrl, issuerUrl, dynamodbEndpoint, sqsEndpoint } = saleroom;
const addresses: Addresses = {
  ...{ siteUrl, httpUrl, webSocketUrl, issuerUrl, dynamodbEndpoint, sqsEndpoint },
  lotsTable: tableCalled('Lots'),
  connectionsTable: tableCalled('Connections'),
};
process.send?.({ addresses } satisfies Started);
await leaving;
await saleroom.stop();
process.exit(0);
