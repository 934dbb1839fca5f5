import { isNotStarted, summary } from '@gaveldrop/rehearsal';
import { chaosLimits } from './chaos-limits.ts';
import { type Ensemble, startEnsemble } from './ensemble.ts';
import { type ChaosArguments, readArguments, usage } from './read-arguments.ts';
import { runChaos } from './run-chaos.ts';
import { seldom } from './seldom.ts';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Writes all of a text, also into a pipe that is read slowly. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(text, () => resolve()));

/** @returns whether every check held. */
async function chaos({ lots, bidders, kills, seed: given, ...how }: ChaosArguments): Promise<boolean> {
  const seed = given ?? Date.now() % 1_000_000;
  tell(`${lots} lots with ${bidders} bidders and ${kills} kills, seed ${seed}`);
  const faults: string[] = [];
  let ensemble: Ensemble | undefined;
  const giveUp = (why: string, code: number): void => {
    tell(why);
    const ending = ensemble?.end() ?? Promise.resolve();
    ending.finally(() => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => giveUp(`ended by ${signal}`, 130));
  const runMaxMs = chaosLimits.runMaxMs + lots * chaosLimits.runMaxPerLotMs;
  const late = setTimeout(() => giveUp(`it is not over after ${runMaxMs / 1_000} s`, 1), runMaxMs);
  try {
    ensemble = await startEnsemble({
      ...{ assembly: how.assembly, verbose: how.verbose },
      tell: seldom((line) => tell(`saleroom: ${line}`)),
      fault: (what) => {
        tell(what);
        faults.push(what);
      },
    });
    const { report, verdicts } = await runChaos({
      ...{ ensemble, faults: () => faults, lots, bidders, kills, seed, tell },
    });
    for (const { name, held, problems } of verdicts)
      if (!held) tell([`did not hold: ${name}`, ...problems].join('\n  '));
    await print(how.json ? `${JSON.stringify(report)}\n` : summary(report, verdicts));
    return verdicts.every(({ held }) => held);
  } finally {
    clearTimeout(late);
    await ensemble?.end();
  }
}

const read = readArguments(process.argv.slice(2));
if (read.kind === 'invalid') {
  tell(`${read.message}\n\n${usage}`);
  process.exitCode = 2;
} else if (read.value.help) {
  await print(usage);
} else {
  try {
    process.exitCode = (await chaos(read.value)) ? 0 : 1;
  } catch (fault) {
    // What a saleroom that does not start said has been told already.
    if (isNotStarted(fault)) tell('the saleroom did not start');
    else tell(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
    process.exitCode = 1;
  }
}
