import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/**
 * Builds the pages into `packages/web/dist`, so that what is deployed is never an older build. What the build says goes
 * to stderr.
 * @throws when it fails.
 */
export const buildPages = (): void => {
  const vite = join(repositoryRoot, 'node_modules/vite/bin/vite.js');
  const { status, error } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(repositoryRoot, 'packages/web'),
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The pages in packages/web did not build.', { cause: error });
};
