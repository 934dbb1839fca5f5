import { benches } from './benches/index.ts';
import type { Figures } from './figure.ts';

// Runs one bench in this process, which was made for it: `alone.ts NAME ROUNDS`, with a channel to whoever asked.

/** What this process sends when it has measured. */
export type Measured = { readonly figures: Figures };

const [name, rounds] = process.argv.slice(2);
const bench = benches.find((one) => one.name === name);
if (bench === undefined) throw new Error(`there is no bench ${name}`);
// Nobody is left to tell the figures to.
process.once('disconnect', () => process.exit(1));
const figures = await bench.run({
  rounds: Number(rounds),
  tell: (line) => void process.stderr.write(`${bench.name}: ${line}\n`),
});
const measured: Measured = { figures };
process.send?.(measured, undefined, undefined, () => process.exit(0));
