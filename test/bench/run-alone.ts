import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measured } from './alone.ts';
import { benchLimits } from './bench-limits.ts';
import type { Bench, Figures } from './figure.ts';
import { wholeFigures } from './whole-figures.ts';

const script = fileURLToPath(new URL('./alone.ts', import.meta.url));

/**
 * Runs a bench in a process of its own, so that no other has warmed, filled or slowed what it measures with. It tells of
 * itself on stderr; its stdout, where functions write their figures, goes nowhere.
 * @throws when it does not end well or not in time, or does not measure what it says it does.
 */
export function runAlone(bench: Bench, rounds: number): Promise<Figures> {
  const maxMs = benchLimits.benchMaxMs + Math.max(0, rounds - bench.rounds) * benchLimits.benchMaxPerRoundMs;
  return new Promise((resolve, reject) => {
    const child = fork(script, [bench.name, String(rounds)], { stdio: ['ignore', 'ignore', 2, 'ipc'] });
    const late = setTimeout(() => {
      child.kill();
      reject(new Error(`${bench.name} was not over after ${maxMs / 1_000} s`));
    }, maxMs);
    let measured: Measured | undefined;
    child.on('message', (message) => {
      measured = message as Measured;
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(late);
      if (measured === undefined) {
        reject(new Error(`${bench.name} did not measure: it ended with ${signal ?? code}`));
        return;
      }
      try {
        resolve(wholeFigures(bench, measured.figures));
      } catch (thrown) {
        reject(thrown);
      }
    });
  });
}
