import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesize } from '@gaveldrop/infra';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The synthesized template, and the folder its assets lie in. */
    templatePath: string;
    assetsFolder: string;
  }
}

const pages = fileURLToPath(new URL('../infra/fixtures/web', import.meta.url));

/** Synthesizes the stack once for all salerooms, with a page in place of the built ones. */
export default function synthesizeOnce(project: TestProject): () => void {
  const outdir = mkdtempSync(join(tmpdir(), 'gaveldrop-assembly-'));
  const { templatePath, assemblyDir } = synthesize({ outdir, webDir: pages });
  project.provide('templatePath', templatePath);
  project.provide('assetsFolder', assemblyDir);
  return () => rmSync(outdir, { recursive: true, force: true });
}
