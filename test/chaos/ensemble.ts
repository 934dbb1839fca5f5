import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDbLocal, synthesizeTemplate } from '@gaveldrop/local';
import { type ChildSaleroom, startChildSaleroom } from '@gaveldrop/rehearsal';
import { assertNever } from '@gaveldrop/units';
import { startQueueProcess } from './queue-process.ts';
import { type Restart, type Restartable, type Running, restartable } from './restartable.ts';
import { stablePorts } from './stable-ports.ts';
import type { ProcessVictim } from './victims.ts';

/** Everything that a drop runs on, each in a process of its own, on the same ports and the same data however often killed. */
export type Ensemble = {
  /** The saleroom, as soon as it is there. */
  readonly saleroom: () => Promise<ChildSaleroom>;
  /** Kills a process and starts it again `awayMs` later. */
  readonly restart: (victim: ProcessVictim, awayMs: number) => Promise<Restart>;
  /** Settles when every process answers. @throws when one cannot be started any more. */
  readonly allUp: () => Promise<void>;
  /** Ends every process, waits until they are gone, and forgets the data. Harmless when it has been done. */
  readonly end: () => Promise<void>;
};

export type EnsembleOptions = {
  /** A folder with the synthesized stack; without one it is synthesized first. */
  readonly assembly: string | undefined;
  /** Told what the saleroom says. */
  readonly tell: (line: string) => void;
  /** Told of a process that ended although nobody had killed it. */
  readonly fault: (what: string) => void;
  /** Have functions' logs told too. */
  readonly verbose: boolean;
};

/** A saleroom takes six ports in a row; the database and the queues have the two that follow. */
const portCount = 8;

/** Prepares a folder, and starts everything in it. @throws when the stack cannot be built or the ports not be found. */
export async function startEnsemble(options: EnsembleOptions): Promise<Ensemble> {
  const { tell, fault } = options;
  const folder = mkdtempSync(join(tmpdir(), 'gaveldrop-chaos-'));
  const forget = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', forget);
  const assembly = options.assembly ?? join(folder, 'assembly');
  if (options.assembly === undefined) await synthesizeTemplate(assembly, false);

  const port = await stablePorts(portCount);
  const at = { database: port + 6, queues: port + 7 };
  const database = restartable('database', () => startDatabase(join(folder, 'dynamodb'), at.database), fault);
  const queues = restartable('queues', () => startQueueProcess(at.queues, join(folder, 'queues')), fault);
  const startSaleroom = async (): Promise<ChildSaleroom> => {
    await Promise.all([database.up(), queues.up()]);
    return startChildSaleroom(
      tell,
      {
        DYNAMODB_ENDPOINT: `http://127.0.0.1:${at.database}`,
        SQS_ENDPOINT: `http://127.0.0.1:${at.queues}`,
      },
      [
        ...['--port', String(port), '--data', join(folder, 'saleroom'), '--assembly', assembly],
        ...(options.verbose ? ['--verbose'] : []),
      ],
    );
  };
  const saleroom = restartable('saleroom', startSaleroom, fault);

  const processOf = (victim: ProcessVictim): Restartable<Running> => {
    switch (victim) {
      case 'saleroom':
        return saleroom;
      case 'queues':
        return queues;
      case 'database':
        return database;
      default:
        return assertNever(victim);
    }
  };
  return {
    saleroom: saleroom.up,
    restart: (victim, awayMs) => processOf(victim).restart(awayMs),
    allUp: async () => {
      await Promise.all([database.up(), queues.up(), saleroom.up()]);
    },
    end: async () => {
      await Promise.all([saleroom.end(), queues.end(), database.end()]);
      forget();
    },
  };
}

async function startDatabase(dataDir: string, port: number): Promise<Running> {
  const started = await startDynamoDbLocal(dataDir, port);
  try {
    await started.ready;
  } catch (cause) {
    await started.kill();
    throw cause;
  }
  return started;
}
