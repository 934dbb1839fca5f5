import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answersWithin, type Question } from './answers-within.ts';
import { freePort } from './free-port.ts';
import { findJava, javaProgram } from './java.ts';
import { RunnerRefusal } from './runner-refusal.ts';

export type DynamoDbLocal = {
  readonly endpoint: string;
  /** Settles when it answers. @throws RunnerRefusal when it does not: there is no fitting Java, or it says why. */
  readonly ready: Promise<void>;
  readonly stop: () => Promise<void>;
};

/** One that we started. */
export type StartedDynamoDbLocal = DynamoDbLocal & {
  /** Ends it as a crash would, and waits until it is gone. */
  readonly kill: () => Promise<void>;
  /** Settles when it is gone, for whatever reason. */
  readonly ended: Promise<void>;
};

const startsWithinMs = 30_000;
const stopsWithinMs = 5_000;
/** How long one that runs already may take to answer. */
const foundWithinMs = 5_000;

const anyTables: Question = {
  service: 'dynamodb',
  targetPrefix: 'DynamoDB_20120810',
  operation: 'ListTables',
};

/**
 * Runs its arguments and ends them when its standard input closes, which happens whenever this process ends, however it
 * ends: a database left running would hold the files that the next start wants to open.
 */
const endsWithUs =
  'exec 3<&0; "$@" <&- & program=$!; (cat <&3 >/dev/null; kill $program) >/dev/null 2>&1 & ' +
  'wait $program; code=$?; exit $code';

/**
 * Starts Amazon's DynamoDB Local, with its data in `dataDir` or, without one, in memory.
 * @param atPort any free one unless given
 */
export async function startDynamoDbLocal(
  dataDir: string | undefined,
  atPort?: number,
): Promise<StartedDynamoDbLocal> {
  const java = javaProgram(process.env);
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')),
    'emulator',
  );
  const port = atPort ?? (await freePort());
  const scratch = dataDir === undefined ? tmpdir() : join(dataDir, 'scratch');
  if (dataDir !== undefined) {
    // It unpacks a library wherever it starts, and takes it away only when it is let to end.
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
  }

  const command = [
    java,
    '-Xmx512m',
    '-XX:+UseSerialGC',
    // The quick compiler only: the thorough one takes the processor from the first bids, for runs that end before it pays.
    '-XX:TieredStopAtLevel=1',
    `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
    `-Djava.io.tmpdir=${scratch}`,
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
    if (!running) return;
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
  const kill = async (): Promise<void> => {
    killAll();
    await ended;
  };

  const endpoint = `http://127.0.0.1:${port}`;
  const answers = async (): Promise<void> => {
    if (await answersWithin(endpoint, anyTables, startsWithinMs, () => running)) return;
    await findJava(process.env);
    throw new RunnerRefusal(`DynamoDB Local did not start: ${said.trim() || 'it said nothing'}`);
  };
  const ready = answers();
  ready.catch(() => undefined);
  return { endpoint, ready, stop, kill, ended };
}

/** A DynamoDB Local that somebody else runs. @throws RunnerRefusal when the address is none, or `ready` when it is not there. */
export function findDynamoDb(endpoint: string): DynamoDbLocal {
  if (!URL.canParse(endpoint)) throw new RunnerRefusal(`DYNAMODB_ENDPOINT is no address: ${endpoint}`);
  const answers = async (): Promise<void> => {
    if (await answersWithin(endpoint, anyTables, foundWithinMs, () => true)) return;
    throw new RunnerRefusal(`no DynamoDB answers at DYNAMODB_ENDPOINT, ${endpoint}`);
  };
  const ready = answers();
  ready.catch(() => undefined);
  return { endpoint, ready, stop: async () => undefined };
}
