import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCheckpoints } from '../../../packages/local/src/checkpoints.ts';
import { takeDataFolder } from '../../../packages/local/src/data-folder.ts';
import { findJava, javaVersion } from '../../../packages/local/src/java.ts';
import { openServer } from '../../../packages/local/src/open-server.ts';
import { findQueueEmulator } from '../../../packages/local/src/queue-emulator.ts';
import { readQueueEmulatorOptions } from '../../../packages/local/src/queue-emulator-options.ts';
import { readStartOptions } from '../../../packages/local/src/start-options.ts';
import { readAssembly } from '../../../packages/local/src/synthesize-template.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gaveldrop-machine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('[local] what the machine must have', () => {
  test.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "11" 2018-09-25', 11],
    ['java version "1.8.0_391"', 8],
    ['command not found', undefined],
  ])('%s is Java %s', (printed, expected) => {
    expect(javaVersion(printed)).toBe(expected);
  });

  test('without Java it says what to install, or what else would do', async () => {
    await expect(findJava({ JAVA_HOME: folder })).rejects.toThrow(
      /needs Java .*install Java 11 or newer .*DYNAMODB_ENDPOINT/,
    );
  });

  test('a port in use is named, with its part and the way out', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
    });
    await expect(openServer('127.0.0.1', port, 'HTTP API')).rejects.toThrow(
      `port ${port} for the HTTP API is in use: choose others with --port N`,
    );
    taken.close();
  });
});

describe('[local] the command line', () => {
  test('has sensible defaults', () => {
    expect(readStartOptions([])).toMatchObject({ port: 4_700, host: '127.0.0.1', fresh: false, json: false });
    expect(readStartOptions(['--fresh', '--port', '0'])).toMatchObject({ port: 0, fresh: true });
    expect(readStartOptions(['--broadcast', 'events'])).toMatchObject({ broadcast: 'events' });
  });

  test.each([
    [['--port', 'many'], '--port must be 0 to 65530, not many'],
    [['--port', '70000'], '--port must be 0 to 65530, not 70000'],
    [['--colour'], "Unknown option '--colour'"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--broadcast', 'both'], '--broadcast must be connections or events, not both'],
    [['--broadcast', 'events', '--assembly', 'out'], '--assembly is synthesized already'],
    [['--data', ''], '--data and --assembly need a folder'],
    [['--assembly='], '--data and --assembly need a folder'],
    [['--memory', '--data', 'here'], '--data keeps the data and --memory keeps none: choose one'],
  ])('%j is refused by name', (args, message) => {
    expect(() => readStartOptions(args)).toThrow(message);
  });

  test('a folder that nothing was synthesized in is refused by name', async () => {
    await expect(readAssembly(folder)).rejects.toThrow(`nothing is synthesized in ${folder}: there is no `);
  });

  test('of the queues takes a port, and a folder or none', () => {
    expect(readQueueEmulatorOptions(['--port', '4720'])).toEqual({ port: 4_720, dataDir: undefined });
    expect(readQueueEmulatorOptions(['--port=4720', '--data', 'q'])).toEqual({ port: 4_720, dataDir: 'q' });
  });

  test.each([
    [[], '--port must be 1 to 65535'],
    [['--port', '0'], '--port must be 1 to 65535'],
    [['--port', '65536'], '--port must be 1 to 65535'],
    [['--ports', '1'], "Unknown option '--ports'"],
  ])('of the queues refuses %j by name', (args, message) => {
    expect(() => readQueueEmulatorOptions(args)).toThrow(message);
  });
});

describe('[local] queues that somebody else runs', () => {
  test('are waited for a while', async () => {
    await expect(findQueueEmulator('http://127.0.0.1:9')).rejects.toThrow(
      'no SQS answers at SQS_ENDPOINT, http://127.0.0.1:9',
    );
  });

  test('have an address', async () => {
    await expect(findQueueEmulator('queues')).rejects.toThrow('SQS_ENDPOINT is no address: queues');
  });
});

describe('[local] the data folder', () => {
  test('is for one saleroom at a time; a crashed one gives it up', () => {
    // The parent of this test is certainly running, and process 2^22 is above what Linux gives out by default.
    writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: process.ppid }));
    expect(() => takeDataFolder(folder)).toThrow(`(process ${process.ppid}): stop it first`);
    writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: 4_194_304 }));
    takeDataFolder(folder).release();
    takeDataFolder(folder).release();
    // One that crashed while it was taking it.
    writeFileSync(join(folder, 'running.json'), '');
    expect(() => takeDataFolder(folder)).not.toThrow();
  });

  test('keeps checkpoints between starts', () => {
    const file = join(folder, 'checkpoints.json');
    const first = createCheckpoints(file);
    first.write('Record', 'shard-1', '100');
    first.write('Settle', 'shard-1', '50');
    first.flush();
    const second = createCheckpoints(file);
    expect([second.read('Record', 'shard-1'), second.read('Settle', 'shard-1')]).toEqual(['100', '50']);
    expect(second.read('Record', 'shard-2')).toBeUndefined();
  });
});
