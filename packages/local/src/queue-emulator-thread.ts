import { parentPort, workerData } from 'node:worker_threads';
import { type QueueServing, serveQueues } from './serve-queues.ts';

const stop = await serveQueues(workerData as QueueServing);
parentPort?.on('message', () => {
  void stop().then(() => process.exit(0));
});
parentPort?.postMessage('started');
