import type { Metafile } from 'esbuild';
import { bundle } from './bundle.ts';
import { functionNames } from './function-names.ts';

/**
 * Bundles all functions, each into `<outdir>/<name>/index.mjs`.
 * The SDK is bundled too: what was tested is what runs, and a bundle loads faster than the runtime's copy.
 * @returns esbuild's account of what went into each bundle, paths relative to the repository's root.
 * @throws when a function does not compile, with esbuild's messages.
 */
export const bundleFunctions = (outdir: string): Metafile =>
  bundle(
    functionNames.map((name) => ({ file: `functions/src/${name}.ts`, name })),
    outdir,
  );
