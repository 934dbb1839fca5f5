import { join, relative } from 'node:path';
import { buildPages } from './build-pages.ts';
import { functionNames } from './function-names.ts';
import { repositoryRoot } from './repository-root.ts';
import { synthesize } from './synthesize.ts';

try {
  buildPages();
  const { templatePath, template, bundles } = synthesize({
    outdir: join(repositoryRoot, 'cdk.out'),
    validate: true,
  });

  for (const name of functionNames) {
    const output = Object.entries(bundles.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`));
    console.log(`${name.padEnd(12)} ${String(Math.ceil((output?.[1].bytes ?? 0) / 1_024)).padStart(6)} KB`);
  }
  const resources = Object.keys(template.Resources).length;
  console.log(`${resources} resources in ${relative(process.cwd(), templatePath)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
