import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createAwsJsonCall } from './aws-json-call.ts';
import { freePort } from './free-port.ts';
import { findJava, javaProgram } from './java.ts';
import { pause } from './pause.ts';
import { RunnerRefusal } from './runner-refusal.ts';

export type DynamoDbLocal = {
  readonly endpoint: string;
  /** Settles when it answers. @throws RunnerRefusal when it does not: there is no fitting Java, or it says why. */
  readonly ready: Promise<void>;
  readonly stop: () => Promise<void>;
};

const startsWithinMs = 30_000;
const stopsWithinMs = 5_000;
/** How long one that runs already may take to answer. */
const foundWithinMs = 5_000;
const askAgainAfterMs = 50;
const askedForMs = 5_000;

/**
 * Runs its arguments and ends them when its standard input closes, which happens whenever this process ends, however it
 * ends: a database left running would hold the files that the next start wants to open.
 */
const endsWithUs =
  'exec 3<&0; "$@" <&- & program=$!; (cat <&3 >/dev/null; kill $program) >/dev/null 2>&1 & ' +
  'wait $program; code=$?; exit $code';

/**
 * Starts Amazon's DynamoDB Local on a free port, with its data in `dataDir` or, without one, in memory.
 */
export async function startDynamoDbLocal(dataDir: string | undefined): Promise<DynamoDbLocal> {
  const java = javaProgram(process.env);
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')),
    'emulator',
  );
  const port = await freePort();
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });

  const command = [
    java,
    '-Xmx512m',
    '-XX:+UseSerialGC',
    // The quick compiler only: the thorough one takes the processor from the first bids, for runs that end before it pays.
    '-XX:TieredStopAtLevel=1',
    `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
    '-jar',
    join(folder, 'DynamoDBLocal.jar'),
    '-port',
    String(port),
    '-disableTelemetry',
    '-sharedDb',
    ...(dataDir === undefined ? ['-inMemory'] : ['-dbPath', dataDir]),
  ];
  const posix = process.platform !== 'win32';
  const [program = '', ...args] = posix ? ['sh', '-c', endsWithUs, 'sh', ...command] : command;
  // In a session of its own, so that Ctrl-C reaches us first and the database last.
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: posix,
    // It leaves a file of its own wherever it is started.
    cwd: dataDir ?? tmpdir(),
  });
  let said = '';
  const hear = (chunk: Buffer): void => {
    said = `${said}${chunk.toString()}`.slice(-2_000);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
  let running = true;
  void ended.then(() => {
    running = false;
  });

  const killAll = (): void => {
    // Its whole session: the shell would leave the database behind.
    if (posix && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  };
  const stop = async (): Promise<void> => {
    child.stdin.end();
    if (!posix) child.kill();
    const late = setTimeout(killAll, stopsWithinMs);
    await ended;
    clearTimeout(late);
  };

  const endpoint = `http://127.0.0.1:${port}`;
  const answers = async (): Promise<void> => {
    if (await answersWithin(endpoint, startsWithinMs, () => running)) return;
    await findJava(process.env);
    throw new RunnerRefusal(`DynamoDB Local did not start: ${said.trim() || 'it said nothing'}`);
  };
  const ready = answers();
  ready.catch(() => undefined);
  return { endpoint, ready, stop };
}

/** A DynamoDB Local that somebody else runs. @throws RunnerRefusal when the address is none, or `ready` when it is not there. */
export function findDynamoDb(endpoint: string): DynamoDbLocal {
  if (!URL.canParse(endpoint)) throw new RunnerRefusal(`DYNAMODB_ENDPOINT is no address: ${endpoint}`);
  const answers = async (): Promise<void> => {
    if (await answersWithin(endpoint, foundWithinMs, () => true)) return;
    throw new RunnerRefusal(`no DynamoDB answers at DYNAMODB_ENDPOINT, ${endpoint}`);
  };
  const ready = answers();
  ready.catch(() => undefined);
  return { endpoint, ready, stop: async () => undefined };
}

/** Asks until there is an answer, the time is over, or there is nobody to answer any more. */
async function answersWithin(endpoint: string, ms: number, isThere: () => boolean): Promise<boolean> {
  const database = createAwsJsonCall(endpoint, { service: 'dynamodb', targetPrefix: 'DynamoDB_20120810' });
  const deadlineMs = Date.now() + ms;
  try {
    while (isThere() && Date.now() < deadlineMs) {
      try {
        await database.call('ListTables', {}, AbortSignal.timeout(askedForMs));
        return true;
      } catch {
        // It does not listen yet.
        await pause(askAgainAfterMs);
      }
    }
    return false;
  } finally {
    database.close();
  }
}
