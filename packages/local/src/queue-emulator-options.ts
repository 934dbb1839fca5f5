import { parseArgs } from 'node:util';
import { RunnerRefusal } from './runner-refusal.ts';
import type { QueueServing } from './serve-queues.ts';

const usage =
  'node packages/local/bootstrap.mjs packages/local/src/run-queue-emulator.ts --port N [--data FOLDER]';
const portMax = 65_535;

/** Reads the command line of a queue emulator that runs by itself. @throws RunnerRefusal that names what is wrong with it. */
export function readQueueEmulatorOptions(args: readonly string[]): QueueServing {
  const read = () =>
    parseArgs({
      args: [...args],
      options: { port: { type: 'string', default: '' }, data: { type: 'string' } },
    }).values;
  let values: ReturnType<typeof read>;
  try {
    values = read();
  } catch (error) {
    throw new RunnerRefusal(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > portMax)
    throw new RunnerRefusal(`--port must be 1 to ${portMax}\n${usage}`);
  return { port, dataDir: values.data };
}
