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
  readWhole,
} from './template-properties.ts';
import type { TemplateValues } from './template-values.ts';

/** How answers for a group of paths are got and kept. */
export type EdgeBehavior = {
  readonly matches: (path: string) => boolean;
  readonly methods: readonly string[];
  /** Where they are got, without a scheme and a slash at the end. */
  readonly origin: string;
  /** Seconds an answer is kept: what it says itself, within the bounds, or the default. */
  readonly ageS: { readonly min: number; readonly default: number; readonly max: number };
  /** Added where a page of another origin asks. */
  readonly corsHeaders: Readonly<Record<string, string>>;
};

/** A distribution before an API. */
export type EdgePlan = {
  /** The first that matches counts; the last matches everything. */
  readonly behaviors: readonly EdgeBehavior[];
  /** Seconds that an error is kept, by its status. */
  readonly errorAgeS: ReadonlyMap<number, number>;
};

function readCors(policy: Properties | undefined, where: string): Readonly<Record<string, string>> {
  const config = readOptional(readRecord, policy?.ResponseHeadersPolicyConfig, where)?.CorsConfig;
  if (!isRecord(config)) return {};
  const items = (key: string): string =>
    readTexts(readRecord(config[key], `${where}.${key}`).Items, `${where}.${key}`).join(', ');
  return {
    'access-control-allow-origin': items('AccessControlAllowOrigins'),
    'access-control-allow-methods': items('AccessControlAllowMethods'),
  };
}

/**
 * The template's distribution before an API; undefined when it has none. @throws RunnerRefusal when it has more than one, or keeps
 * answers by more than their paths.
 */
export function readEdge(values: TemplateValues): EdgePlan | undefined {
  const distributions = values
    .resources('AWS::CloudFront::Distribution')
    .filter(({ properties }) => !servesBucket({ Properties: properties }));
  const [distribution, ...others] = distributions;
  if (distribution === undefined) return undefined;
  if (others.length > 0)
    throw new RunnerRefusal(
      `the template has ${distributions.length} distributions before an API; the local runner runs one`,
    );
  const { logicalId, properties } = distribution;
  const config = readRecord(properties.DistributionConfig, `${logicalId}.DistributionConfig`);
  const propertiesOf = (type: string): ReadonlyMap<unknown, Properties> =>
    new Map(values.resources(type).map((resource) => [resource.logicalId, resource.properties]));
  const cachePolicies = propertiesOf('AWS::CloudFront::CachePolicy');
  const headerPolicies = propertiesOf('AWS::CloudFront::ResponseHeadersPolicy');

  const origins = new Map<string, string>();
  for (const given of readList(config.Origins, `${logicalId}.Origins`)) {
    const { Id, DomainName, OriginPath } = readRecord(given, `${logicalId} origin`);
    const path = readOptional(readText, OriginPath, `${logicalId} origin path`) ?? '';
    origins.set(readText(Id, `${logicalId} origin`), `${readText(DomainName, `${logicalId} origin`)}${path}`);
  }

  const readAge = (policyId: unknown): EdgeBehavior['ageS'] => {
    const where = `the cache policy of ${logicalId}`;
    const policy = readRecord(cachePolicies.get(policyId)?.CachePolicyConfig, where);
    const key = readRecord(policy.ParametersInCacheKeyAndForwardedToOrigin, where);
    const behaviors = [
      readRecord(key.CookiesConfig, where).CookieBehavior,
      readRecord(key.HeadersConfig, where).HeaderBehavior,
      readRecord(key.QueryStringsConfig, where).QueryStringBehavior,
    ];
    if (!behaviors.every((behavior) => behavior === 'none'))
      throw new RunnerRefusal(`${where} keeps answers by more than their path, which is not done here`);
    const seconds = (name: string): number => readWhole(policy[name], `${where}: ${name}`);
    return { min: seconds('MinTTL'), default: seconds('DefaultTTL'), max: seconds('MaxTTL') };
  };
  const behavior = (value: unknown, matches: EdgeBehavior['matches']): EdgeBehavior => {
    const where = `${logicalId} behavior`;
    const given = readRecord(value, where);
    const origin = origins.get(readText(given.TargetOriginId, `${where} origin`));
    if (origin === undefined) throw new RunnerRefusal(`${where} has no origin ${given.TargetOriginId}`);
    return {
      matches,
      origin,
      methods: readTexts(given.AllowedMethods ?? ['GET', 'HEAD'], `${where} methods`),
      ageS: readAge(given.CachePolicyId),
      corsHeaders: readCors(headerPolicies.get(given.ResponseHeadersPolicyId), `${where} headers`),
    };
  };
  const named = (readOptional(readList, config.CacheBehaviors, `${logicalId} behaviors`) ?? []).map(
    (value) => {
      const pattern = pathPattern(readText(readRecord(value, logicalId).PathPattern, `${logicalId} pattern`));
      return behavior(value, (path) => pattern.test(path.slice(1)));
    },
  );
  const errors = readOptional(readList, config.CustomErrorResponses, `${logicalId} errors`) ?? [];
  return {
    behaviors: [...named, behavior(config.DefaultCacheBehavior, () => true)],
    errorAgeS: new Map(
      errors.map((given) => {
        const { ErrorCode, ErrorCachingMinTTL } = readRecord(given, `${logicalId} error`);
        return [
          readWhole(ErrorCode, `${logicalId} error`),
          readWhole(ErrorCachingMinTTL, `${logicalId} error age`),
        ];
      }),
    ),
  };
}
