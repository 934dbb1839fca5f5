import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { InstanceStart, WorkerCall, WorkerMessage } from './worker-messages.ts';

/**
 * One instance of a function: loads its bundle once and handles one event at a time, as Lambda does. It runs in its own
 * thread with its own environment, and knows of nothing outside it but these messages.
 */
const { entryFile, exportName, functionName, arn, memoryMb } = workerData as InstanceStart;

const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);

// What a function writes is its log; the lines that are metrics go to CloudWatch on AWS and nowhere here.
const write = (chunk: unknown): boolean => {
  const line = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString();
  if (!line.includes('"_aws"')) tell({ kind: 'log', line });
  return true;
};
process.stdout.write = write as typeof process.stdout.write;
process.stderr.write = write as typeof process.stderr.write;

type Handler = (event: unknown, context: object) => unknown;

const loaded: Record<string, unknown> = await import(pathToFileURL(entryFile).href);
const handler = loaded[exportName];
if (typeof handler !== 'function') throw new Error(`${entryFile} exports no function ${exportName}`);

const contextOf = (call: WorkerCall): object => ({
  awsRequestId: call.requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: arn,
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'local',
  memoryLimitInMB: String(memoryMb),
  getRemainingTimeInMillis: () => Math.max(0, call.deadlineMs - Date.now()),
});

parentPort?.on('message', async (call: WorkerCall) => {
  try {
    const result = await (handler as Handler)(JSON.parse(call.event), contextOf(call));
    tell({ kind: 'result', result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const said = error instanceof Error ? error : new Error(String(error));
    tell({ kind: 'error', errorType: said.name, errorMessage: said.message, stack: said.stack ?? '' });
  }
});
tell({ kind: 'ready' });
