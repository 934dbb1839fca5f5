import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';
import { runNode } from './run-node.ts';

/** What the pages are made of. */
const sources = ['web', 'client', 'protocol', 'bidding', 'units'].map((name) => `packages/${name}`);
const madeOf = /^(src|public)[\\/]|^[^\\/]+\.(html|ts|json)$/;

/** When the newest of the pages' sources was changed: epoch milliseconds. */
function newestSourceMs(): number {
  let newest = statSync(join(repositoryRoot, 'package-lock.json')).mtimeMs;
  for (const source of sources) {
    const folder = join(repositoryRoot, source);
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (madeOf.test(name)) newest = Math.max(newest, statSync(join(folder, name)).mtimeMs);
    }
  }
  return newest;
}

/** Builds the pages into `packages/web/dist`, if they have not been or their sources are newer. @throws RunnerRefusal. */
export async function buildPages(): Promise<void> {
  const built = join(repositoryRoot, 'packages/web/dist/index.html');
  if (existsSync(built) && statSync(built).mtimeMs > newestSourceMs()) return;
  const vite = join(repositoryRoot, 'node_modules/vite/bin/vite.js');
  await runNode(
    'The pages in packages/web did not build:',
    vite,
    'build',
    'packages/web',
    '--logLevel',
    'warn',
  );
}
