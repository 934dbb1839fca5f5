import type { TemplateResource } from './template.ts';
import { isRecord } from './template-properties.ts';

/** Whether a distribution serves a bucket's files, which is what a web site is; else it stands before an API. */
export function servesBucket({ Properties }: Pick<TemplateResource, 'Properties'>): boolean {
  const config = Properties?.DistributionConfig;
  const origins = isRecord(config) && Array.isArray(config.Origins) ? config.Origins : [];
  return origins.some((origin) => isRecord(origin) && origin.S3OriginConfig !== undefined);
}
