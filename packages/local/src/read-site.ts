import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { AssetFolder } from './asset-folder.ts';
import { pathPattern } from './path-pattern.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import { servesBucket } from './serves-bucket.ts';
import {
  isRecord,
  type Properties,
  readList,
  readOptional,
  readRecord,
  readText,
  readTexts,
} from './template-properties.ts';
import type { TemplateValues } from './template-values.ts';

/** What is served: object keys to their content, without a leading slash. */
export type SiteFiles = ReadonlyMap<string, Buffer>;

/** How CloudFront answers for a group of paths. */
export type SiteBehavior = {
  readonly matches: (key: string) => boolean;
  readonly headers: Readonly<Record<string, string>>;
};

export type SitePlan = {
  readonly files: SiteFiles;
  readonly rootObject: string;
  /** The first that matches counts; the last matches everything. */
  readonly behaviors: readonly SiteBehavior[];
};

const headerNames: Readonly<Record<string, (value: Properties) => readonly [string, unknown]>> = {
  ContentSecurityPolicy: ({ ContentSecurityPolicy }) => [
    'content-security-policy',
    overHttp(String(ContentSecurityPolicy)),
  ],
  ContentTypeOptions: () => ['x-content-type-options', 'nosniff'],
  FrameOptions: ({ FrameOption }) => ['x-frame-options', FrameOption],
  ReferrerPolicy: ({ ReferrerPolicy }) => ['referrer-policy', ReferrerPolicy],
};

/** This machine speaks plain HTTP, so where a policy allows all of `https:` or `wss:` it has to allow the plain ones too. */
const overHttp = (policy: string): string =>
  policy.replaceAll(
    /(?<= )(https|wss):(?= |;|$)/g,
    (scheme) => `${scheme} ${scheme === 'https:' ? 'http:' : 'ws:'}`,
  );

function readHeaders(policy: Properties | undefined, where: string): Readonly<Record<string, string>> {
  const config = readOptional(readRecord, policy?.ResponseHeadersPolicyConfig, where) ?? {};
  const headers: Record<string, string> = {};
  // `StrictTransportSecurity` is left out: there is no TLS here to be strict about.
  for (const [name, value] of Object.entries(
    readOptional(readRecord, config.SecurityHeadersConfig, where) ?? {},
  )) {
    const header = headerNames[name]?.(readRecord(value, where));
    if (header !== undefined) headers[header[0]] = String(header[1]);
  }
  for (const item of readOptional(
    readList,
    readOptional(readRecord, config.CustomHeadersConfig, where)?.Items,
    where,
  ) ?? []) {
    const { Header, Value } = readRecord(item, where);
    headers[readText(Header, where).toLowerCase()] = readText(Value, where);
  }
  return headers;
}

/** Every file of a folder, by its path in it with slashes. */
function filesOf(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true })) {
    const path = join(folder, String(entry));
    if (statSync(path).isFile()) files.set(relative(folder, path).split(sep).join('/'), readFileSync(path));
  }
  return files;
}

/** What an asset's markers stand for, worked out at deployment, is put in their place; then its addresses are local. */
function fillMarkers(
  content: Buffer,
  markers: Properties,
  escapes: boolean,
  exchangeAddresses: (text: string) => string,
): Buffer {
  let text = content.toString();
  for (const [marker, value] of Object.entries(markers)) {
    const escaped = JSON.stringify(String(value)).slice(1, -1);
    text = text.replaceAll(marker, escapes ? escaped : String(value));
  }
  return Buffer.from(exchangeAddresses(text));
}

function readDeployment(
  logicalId: string,
  properties: Properties,
  assets: AssetFolder,
  exchangeAddresses: (text: string) => string,
): Map<string, Buffer> {
  const keys = readTexts(properties.SourceObjectKeys, `${logicalId}.SourceObjectKeys`);
  const markers = readOptional(readList, properties.SourceMarkers, `${logicalId}.SourceMarkers`) ?? [];
  const configs =
    readOptional(readList, properties.SourceMarkersConfig, `${logicalId}.SourceMarkersConfig`) ?? [];
  const prefix = readOptional(readText, properties.DestinationBucketKeyPrefix, `${logicalId} prefix`) ?? '';
  const files = new Map<string, Buffer>();
  keys.forEach((key, at) => {
    const own = markers[at];
    const config = configs[at];
    for (const [path, content] of filesOf(assets(key))) {
      const filled =
        isRecord(own) && Object.keys(own).length > 0
          ? fillMarkers(content, own, isRecord(config) && config.jsonEscape === true, exchangeAddresses)
          : content;
      files.set(prefix === '' ? path : `${prefix}/${path}`, filled);
    }
  });
  return files;
}

/**
 * The template's web site: what the bucket deployments put into the bucket, and how the distribution serves it. Undefined when it
 * has no distribution of files.
 */
export function readSite(
  values: TemplateValues,
  assets: AssetFolder,
  exchangeAddresses: (text: string) => string,
): SitePlan | undefined {
  const distributions = values
    .resources('AWS::CloudFront::Distribution')
    .filter(({ properties }) => servesBucket({ Properties: properties }));
  const [distribution, ...others] = distributions;
  if (distribution === undefined) return undefined;
  if (others.length > 0) {
    throw new RunnerRefusal(
      `the template has ${distributions.length} distributions of files; the local runner serves one`,
    );
  }
  const { logicalId } = distribution;
  const config = readRecord(distribution.properties.DistributionConfig, `${logicalId}.DistributionConfig`);
  const policies = new Map(
    values
      .resources('AWS::CloudFront::ResponseHeadersPolicy')
      .map((policy) => [policy.logicalId, policy.properties]),
  );
  const behavior = (value: unknown, matches: SiteBehavior['matches']): SiteBehavior => {
    const { ResponseHeadersPolicyId } = readRecord(value, `${logicalId} behavior`);
    return {
      matches,
      headers: readHeaders(policies.get(String(ResponseHeadersPolicyId)), `${logicalId} headers`),
    };
  };
  const named = (readOptional(readList, config.CacheBehaviors, `${logicalId} behaviors`) ?? []).map(
    (value) => {
      const pattern = pathPattern(
        readText(readRecord(value, logicalId).PathPattern, `${logicalId} path pattern`),
      );
      return behavior(value, (key) => pattern.test(key));
    },
  );

  const files = new Map<string, Buffer>();
  // A marker may be a host alone, of which nobody can tell any more whether it came with TLS once it is exchanged.
  for (const deployment of values.resourcesOnAws('Custom::CDKBucketDeployment')) {
    for (const [key, content] of readDeployment(
      deployment.logicalId,
      deployment.properties,
      assets,
      exchangeAddresses,
    )) {
      files.set(key, content);
    }
  }
  return {
    files,
    rootObject:
      readOptional(readText, config.DefaultRootObject, `${logicalId}.DefaultRootObject`) ?? 'index.html',
    behaviors: [...named, behavior(config.DefaultCacheBehavior, () => true)],
  };
}
