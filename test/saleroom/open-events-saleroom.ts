import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesize } from '@gaveldrop/infra';
import { type Saleroom, startSaleroom } from '@gaveldrop/local';

/** Starts a saleroom on free ports from the stack of a stage that tells its viewers by events. */
export async function openEventsSaleroom(): Promise<Saleroom> {
  const outdir = mkdtempSync(join(tmpdir(), 'gaveldrop-events-'));
  const webDir = fileURLToPath(new URL('../infra/fixtures/web', import.meta.url));
  const { templatePath, assemblyDir } = synthesize({ outdir, webDir, broadcast: 'events' });
  const template = JSON.parse(readFileSync(templatePath, 'utf8'));
  const saleroom = await startSaleroom({ template, assets: assemblyDir });
  return {
    ...saleroom,
    stop: async () => {
      await saleroom.stop();
      rmSync(outdir, { recursive: true, force: true });
    },
  };
}
