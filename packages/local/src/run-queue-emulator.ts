import { readQueueEmulatorOptions } from './queue-emulator-options.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import { serveQueues } from './serve-queues.ts';

// The queues in a process of their own, for salerooms that come and go: they find it by SQS_ENDPOINT. It says where it
// answers as one line of JSON, and ends when it is told to or when its standard input does.

try {
  const options = readQueueEmulatorOptions(process.argv.slice(2));
  const stopWanted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.stdin.on('end', () => resolve());
    process.stdin.on('error', () => resolve());
    process.stdin.resume();
  });
  const stop = await serveQueues(options);
  process.stdout.write(`${JSON.stringify({ endpoint: `http://127.0.0.1:${options.port}` })}\n`);
  await stopWanted;
  await stop();
} catch (error) {
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${error instanceof RunnerRefusal ? error.message : said}\n`);
  process.exitCode = 1;
}
process.stdin.pause();
