import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerRefusal } from './runner-refusal.ts';

/** Finds the folder (or the file) that an asset's object key stands for. */
export type AssetFolder = (objectKey: string) => string;

/**
 * Assets as the CDK leaves them beside a template: `<hash>.zip` is the folder `asset.<hash>`, zipped only when deployed.
 * @throws RunnerRefusal when it is not there.
 */
export function createAssetFolder(folder: string): AssetFolder {
  return (objectKey) => {
    const path = join(folder, `asset.${objectKey.replace(/\.[a-z]+$/, '')}`);
    if (!existsSync(path))
      throw new RunnerRefusal(`the asset ${objectKey} is not at ${path}: synthesize again`);
    return path;
  };
}
