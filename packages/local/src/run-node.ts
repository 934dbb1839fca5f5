import { spawn } from 'node:child_process';
import { repositoryRoot } from './repository-root.ts';
import { RunnerRefusal } from './runner-refusal.ts';

/**
 * Runs a script under this Node from the repository's root. What it prints goes to stderr, since our own stdout may be
 * meant for a program. @throws RunnerRefusal with `failure` and what it printed when it fails.
 */
export const runNode = (failure: string, script: string, ...args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new RunnerRefusal(`${failure}\n${printed.trim()}`));
    });
  });
