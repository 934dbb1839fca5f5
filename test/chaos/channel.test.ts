import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saleroomChannel } from '../../packages/rehearsal/src/saleroom-channel.ts';

const script = fileURLToPath(new URL('./channel-child.ts', import.meta.url));

let child: ChildProcess;
beforeEach(async () => {
  child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  await new Promise<void>((ready) => child.stdout?.once('data', () => ready()));
});
afterEach(async () => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
});

describe('[chaos] the channel between a saleroom and the process that started it', () => {
  test('carries questions and their answers, each to its own', async () => {
    const { endInstance, nextEvent } = saleroomChannel(child);
    const answers = Promise.all([
      endInstance('bid', { withinMs: 4_000, afterMs: 3 }),
      endInstance('bid', { withinMs: 0, afterMs: 0 }),
      nextEvent('bid', 4_000),
      nextEvent('bid', 10),
    ]);
    expect(await answers).toEqual([true, false, true, false]);
  });

  test('says what is wrong with a question', async () => {
    const { endInstance, nextEvent } = saleroomChannel(child);
    await expect(endInstance('bed', { withinMs: 0, afterMs: 0 })).rejects.toThrow(
      'no function is called bed',
    );
    await expect(nextEvent('bed', 1)).rejects.toThrow('no function is called bed');
  });

  test('says that the saleroom is gone, whether it was asked before or after', async () => {
    const { nextEvent } = saleroomChannel(child);
    const asked = expect(nextEvent('bid', 60_000)).rejects.toThrow('the saleroom is gone');
    child.kill('SIGKILL');
    await asked;
    await expect(nextEvent('bid', 4_000)).rejects.toThrow('the saleroom is gone');
  });
});
