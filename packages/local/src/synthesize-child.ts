import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from './repository-root.ts';

// The stack is another part, which this one only reads the outcome of; so it is found at run time, in a process of its own.
const [outdir = '', broadcast, webDir] = process.argv.slice(2);
const { synthesize } = await import(pathToFileURL(join(repositoryRoot, 'infra/src/synthesize.ts')).href);
synthesize({ outdir, broadcast, ...(webDir === undefined ? {} : { webDir }) });
