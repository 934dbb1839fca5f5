import { isSaleroomProblem } from '@gaveldrop/client';
import { type ChildSaleroom, isNotStarted, startChildSaleroom } from './child-saleroom.ts';
import type { Rehearsed } from './collect-proofs.ts';
import { developmentTokens } from './development-tokens.ts';
import { exportEvidence } from './export-evidence.ts';
import { type RehearsalArguments, readArguments, usage } from './read-arguments.ts';
import { runRehearsal } from './run-rehearsal.ts';
import { summary } from './summary.ts';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Writes all of a text, also into a pipe that is read slowly. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(text, () => resolve()));

/** @returns whether every check held. */
async function rehearse({
  lots,
  bidders,
  seed: given,
  export: folder,
  json,
}: RehearsalArguments): Promise<boolean> {
  const seed = given ?? Date.now() % 1_000_000;
  tell(`rehearsing ${lots} lots with ${bidders} bidders, seed ${seed}`);
  let saleroom: ChildSaleroom | undefined;
  const interrupted = (): void => {
    const ending = saleroom?.stop() ?? Promise.resolve();
    ending.finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    saleroom = await startChildSaleroom((line) => tell(`saleroom: ${line}`));
    const takeToken = developmentTokens(saleroom.issuerUrl);
    let joined: Omit<Rehearsed, 'evidence'> | undefined;
    const { report, verdicts, evidence } = await runRehearsal({
      addresses: saleroom,
      takeToken,
      lots,
      bidders,
      seed,
      tell,
      onPhase(phase) {
        if (phase.kind === 'joined') joined = phase;
      },
    });
    if (folder !== undefined && joined !== undefined) {
      const files = await exportEvidence(folder, { ...joined, evidence });
      tell(`wrote ${files.length} files to ${folder}`);
    }
    for (const { name, held, problems } of verdicts) {
      if (!held) tell([`did not hold: ${name}`, ...problems].join('\n  '));
    }
    await print(json ? `${JSON.stringify(report)}\n` : summary(report, verdicts));
    return verdicts.every(({ held }) => held);
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await saleroom?.stop();
  }
}

/** A refusal or a saleroom that does not start says all there is to say; anything else is a bug, which needs its stack. */
function told(fault: unknown): string {
  if (isSaleroomProblem(fault)) return `the saleroom refused to go on: ${fault.code}, ${fault.message}`;
  // What it said has been told already.
  if (isNotStarted(fault)) return 'the saleroom did not start';
  if (!(fault instanceof Error)) return String(fault);
  return fault.stack ?? fault.message;
}

const read = readArguments(process.argv.slice(2));
if (read.kind === 'invalid') {
  tell(`${read.message}\n\n${usage}`);
  process.exitCode = 2;
} else if (read.value.help) {
  await print(usage);
} else {
  try {
    process.exitCode = (await rehearse(read.value)) ? 0 : 1;
  } catch (fault) {
    tell(told(fault));
    process.exitCode = 1;
  }
}
