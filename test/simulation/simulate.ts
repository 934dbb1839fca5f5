import { breaks } from './breaks/index.ts';
import type { Observation } from './observation.ts';
import { readArguments, usage } from './read-arguments.ts';
import { runSeeds, type SimulationReport } from './run-seeds.ts';

// `npm run simulate`: plays whole drops in virtual time. Exits with 1 when something did not hold, or when a planted
// defect was not found.

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function printViolations({ violations }: SimulationReport): void {
  for (const { seed, rule, check, message, lotId, atMs, replay } of violations) {
    print(`seed ${seed}: [${rule}] ${check}: ${message}`);
    print(`  at ${atMs}${lotId === undefined ? '' : `, lot ${lotId}`}; again: ${replay}`);
  }
}

const trace = (observation: Observation): void => print(JSON.stringify(observation));

async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked.break === 'list') {
    for (const { name } of breaks) print(name);
    return 0;
  }
  const planted = breaks.find(({ name }) => name === asked.break);
  if (asked.break !== undefined && planted === undefined)
    throw new Error(`there is no defect named ${asked.break}; --break list prints the names`);
  const { seeds, from } = asked;
  const see = asked.trace ? trace : undefined;
  const report = await runSeeds({ seeds, from, planted, see, untilFound: planted !== undefined });
  const caught = report.violations.length > 0;
  if (asked.json) {
    const found = planted === undefined ? {} : { break: planted.name, caught, seedsTaken: report.seeds };
    print(JSON.stringify({ ...found, ...report }));
  } else {
    printViolations(report);
    const faults = Object.values(report.faultsInjected).reduce((sum, times) => sum + times, 0);
    print(
      `${report.seeds} seeds, ${report.steps} steps, ${faults} faults, ${report.seedsPerSecond} seeds a second (${report.seedsPerCpuSecond} by processor time)`,
    );
    if (planted === undefined) print(`${report.violations.length} violations`);
    else print(`${planted.name}: ${caught ? `found by seed number ${report.seeds}` : 'NOT FOUND'}`);
  }
  return caught === (planted !== undefined) ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${usage}\n`);
  process.exitCode = 2;
}
