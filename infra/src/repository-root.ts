import { fileURLToPath } from 'node:url';

/** The folder that holds `functions`, `infra` and `packages`. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
