import { benches } from './benches/index.ts';
import type { Figures } from './figure.ts';
import { missedBounds } from './missed-bounds.ts';
import { type BenchArguments, readArguments, usage } from './read-arguments.ts';
import { runAlone } from './run-alone.ts';
import { table } from './table.ts';

// `npm run bench`: measures how fast the engine is beside the parts it stands on.

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Writes all of a text, also into a pipe that is read slowly. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(text, () => resolve()));

/** @returns whether everything could be measured and keeps to its bounds. */
async function bench({ only, rounds, json }: BenchArguments): Promise<boolean> {
  const all: Record<string, Figures[string]> = {};
  const wrong: string[] = [];
  for (const one of benches.filter(({ name }) => only === undefined || name === only)) {
    const startedMs = performance.now();
    tell(`${one.name} …`);
    try {
      const figures = await runAlone(one, rounds ?? one.rounds);
      Object.assign(all, figures);
      wrong.push(...missedBounds(figures, one.figures));
      if (!json) await print(`${table(one, figures)}\n`);
    } catch (fault) {
      wrong.push(fault instanceof Error ? fault.message : String(fault));
    }
    tell(`${one.name} took ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
  }
  if (json) await print(`${JSON.stringify(all)}\n`);
  for (const line of wrong) tell(line);
  return wrong.length === 0;
}

const names = benches.map(({ name }) => name);
const read = readArguments(process.argv.slice(2), names);
if (read.kind === 'invalid') {
  tell(`${read.message}\n\n${usage(names)}`);
  process.exitCode = 2;
} else if (read.value.help) {
  await print(usage(names));
} else {
  process.exitCode = (await bench(read.value)) ? 0 : 1;
}
