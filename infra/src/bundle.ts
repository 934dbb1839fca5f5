import { join } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';
import { repositoryRoot } from './repository-root.ts';

/** Some libraries still call `require`, which an ES module does not have. */
const requireForLibraries =
  "import{createRequire as createRequireHere}from'node:module';const require=createRequireHere(import.meta.url);";

/** What to bundle, relative to the repository's root, and the name to bundle it under. */
export type BundleEntry = { readonly file: string; readonly name: string };

/**
 * Bundles modules as Lambda runs them, in one run of esbuild, each into `<outdir>/<name>/index.mjs`.
 * @returns esbuild's account of what went into each bundle, paths relative to the repository's root.
 * @throws when one does not compile, with esbuild's messages.
 */
export const bundle = (entries: readonly BundleEntry[], outdir: string): Metafile => {
  const { metafile } = buildSync({
    absWorkingDir: repositoryRoot,
    entryPoints: entries.map(({ file, name }) => ({ in: file, out: join(name, 'index') })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // For platform `node` esbuild prefers CommonJS builds, of which it cannot leave out what is not used.
    mainFields: ['module', 'main'],
    // Lambda puts credentials in the environment; the SDK's search for others is a third of every bundle.
    alias: {
      '@aws-sdk/credential-provider-node': join(
        repositoryRoot,
        'packages/adapters/src/aws/environment-credentials.ts',
      ),
    },
    banner: { js: requireForLibraries },
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  return metafile;
};
