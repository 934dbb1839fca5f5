import { startDynamoDbLocal } from '../../packages/local/src/dynamodb-local.ts';
import { runFuzz } from './run-fuzz.ts';

const usage = `npm run -s fuzz -- [--cases N] [--seed N] [--json]

  --cases N     how many hostile messages and requests to send (100000)
  --seed N      a whole number; the same one sends the same cases (any)
  --json        prints one JSON object on stdout instead of a summary

It ends with 0 when nothing came of any of them, 1 when something did, 2 when the arguments make no sense.
`;

type Arguments = { readonly cases: number; readonly seed: number; readonly json: boolean };

function readArguments(args: readonly string[]): Arguments | undefined {
  let read: Arguments = { cases: 100_000, seed: Math.floor(Math.random() * 2 ** 31), json: false };
  for (let at = 0; at < args.length; at += 1) {
    const flag = args[at];
    if (flag === '--json') {
      read = { ...read, json: true };
      continue;
    }
    const number = args[at + 1] ?? '';
    if ((flag !== '--cases' && flag !== '--seed') || !/^\d{1,9}$/.test(number)) return undefined;
    read = flag === '--cases' ? { ...read, cases: Number(number) } : { ...read, seed: Number(number) };
    at += 1;
  }
  return read;
}

const given = readArguments(process.argv.slice(2));
if (given === undefined) {
  process.stderr.write(usage);
  process.exit(2);
}
const elsewhere = process.env.DYNAMODB_ENDPOINT;
const database = elsewhere === undefined ? await startDynamoDbLocal(undefined) : undefined;
await database?.ready;
try {
  const report = await runFuzz(database?.endpoint ?? elsewhere ?? '', given.cases, given.seed);
  if (given.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    for (const [answer, count] of Object.entries(report.answers).sort(([, one], [, other]) => other - one))
      console.log(`${String(count).padStart(8)}  ${answer}`);
    for (const { what, hostile } of report.failures)
      console.log(`FAILED  ${what}\n  ${JSON.stringify(hostile)}`);
    console.log(
      `${report.cases} cases, seed ${report.seed}, ${report.seconds} s, ${report.casesPerSecond} a second, ` +
        `${report.triedAgain} tried again, ${report.failures.length} failed`,
    );
  }
  process.exitCode = report.failures.length > 0 ? 1 : 0;
} finally {
  await database?.stop();
}
