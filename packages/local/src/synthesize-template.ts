import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages } from './build-pages.ts';
import { runNode } from './run-node.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import type { Template } from './template.ts';

export type SynthesizedTemplate = {
  readonly template: Template;
  /** The folder that the template's assets lie in. */
  readonly assets: string;
};

/**
 * Synthesizes the stack into `outdir`. Without `pages` its web site is one empty page, for whoever needs no browser; with them
 * they are built first if they are missing or stale.
 * @throws RunnerRefusal with what did not build.
 */
export async function synthesizeTemplate(
  outdir: string,
  pages: boolean,
  broadcast = 'connections',
): Promise<SynthesizedTemplate> {
  const args = [outdir, broadcast];
  if (pages) {
    await buildPages();
  } else {
    const none = join(outdir, 'no-pages');
    mkdirSync(none, { recursive: true });
    writeFileSync(join(none, 'index.html'), '<!doctype html><title>Gaveldrop</title>');
    args.push(none);
  }
  const child = join(import.meta.dirname, 'synthesize-child.ts');
  await runNode('The stack in infra did not synthesize:', child, ...args);
  return readAssembly(outdir);
}

/** What was synthesized into `outdir` before. @throws RunnerRefusal when nothing was. */
export async function readAssembly(outdir: string): Promise<SynthesizedTemplate> {
  const file = join(outdir, 'Gaveldrop.template.json');
  if (!existsSync(file)) throw new RunnerRefusal(`nothing is synthesized in ${outdir}: there is no ${file}`);
  return { template: JSON.parse(readFileSync(file, 'utf8')) as Template, assets: outdir };
}
