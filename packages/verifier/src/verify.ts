import { readArguments, usage } from './read-arguments.ts';
import { readEvidence } from './read-evidence.ts';
import { told, toldAsJson } from './told.ts';
import { isUnusable } from './unusable.ts';
import { verifyAll } from './verify-all.ts';

// npm run -s verify -- history.json …: checks offline what a saleroom gave out. It asks no network and no clock.

/** Writes all of a text, also into a pipe that is read slowly. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(text, () => resolve()));

const refuse = (message: string): void => {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
};

const read = readArguments(process.argv.slice(2));
if (read.kind === 'invalid') refuse(`${read.message}\n\n${usage}`);
else if (read.value.help) await print(usage);
else {
  try {
    const verification = verifyAll(await readEvidence(read.value));
    await print(read.value.json ? toldAsJson(verification) : told(verification));
    process.exitCode = verification.accepted ? 0 : 1;
  } catch (fault) {
    if (!isUnusable(fault)) throw fault;
    refuse(fault.message);
  }
}
