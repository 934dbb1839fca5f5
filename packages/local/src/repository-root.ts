import { dirname } from 'node:path';

/** The folder that holds `functions`, `infra` and `packages`. */
export const repositoryRoot = dirname(dirname(dirname(import.meta.dirname)));
