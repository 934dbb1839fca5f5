import { join } from 'node:path';
import { buildPages } from './build-pages.ts';
import { repositoryRoot } from './repository-root.ts';
import { synthesize } from './synthesize.ts';

// The CDK CLI runs this and says where it wants the assembly.
buildPages();
synthesize({ outdir: process.env.CDK_OUTDIR ?? join(repositoryRoot, 'cdk.out'), validate: true });
