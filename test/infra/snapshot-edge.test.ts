import { describe, expect, test } from 'vitest';
import { propertiesOf, readable, synthesizeFixture } from './fixture-stack.ts';

type Behavior = Readonly<Record<string, unknown>>;
type Distribution = {
  readonly DefaultCacheBehavior: Behavior;
  readonly CacheBehaviors: readonly Behavior[];
  readonly Origins: readonly {
    readonly Id: string;
    readonly DomainName: unknown;
    readonly OriginPath?: string;
    readonly CustomOriginConfig?: { readonly OriginProtocolPolicy: string };
  }[];
  readonly CustomErrorResponses: readonly { ErrorCode: number; ErrorCachingMinTTL: number }[];
};

describe.each(['connections', 'events'] as const)('snapshots at the edge, broadcast by %s', (broadcast) => {
  const { template } = synthesizeFixture({ broadcast });
  const { DistributionConfig } = propertiesOf(
    template,
    'AWS::CloudFront::Distribution',
    'SnapshotsDistribution',
  );
  const { DefaultCacheBehavior, CacheBehaviors, Origins, CustomErrorResponses } =
    DistributionConfig as Distribution;

  test('come from the HTTP API, over TLS, by GET and HEAD', () => {
    expect(CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(['/drops/*/snapshot']);
    for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors]) {
      expect(behavior).toMatchObject({
        AllowedMethods: ['GET', 'HEAD'],
        ViewerProtocolPolicy: 'https-only',
      });
      expect(behavior.OriginRequestPolicyId).toBeUndefined();
    }
    const originOf = ({ TargetOriginId }: Behavior) => Origins.find(({ Id }) => Id === TargetOriginId);
    for (const origin of Origins) {
      expect(readable(origin.DomainName)).toBe('<HttpApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>');
      expect(origin.CustomOriginConfig?.OriginProtocolPolicy).toBe('https-only');
    }
    expect(CacheBehaviors.map((behavior) => originOf(behavior)?.OriginPath)).toEqual([undefined]);
  });

  test('nothing else does: below the path that the rest leads to, the API has no route', () => {
    const { OriginPath } = Origins.find(({ Id }) => Id === DefaultCacheBehavior.TargetOriginId) ?? {};
    expect(OriginPath).toBe('/nothing');
    const routes = Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
      .map(({ Properties }) => String(Properties?.RouteKey));
    expect(routes).toContain('GET /drops/{dropId}/snapshot');
    expect(routes.filter((route) => /^\w+ \/(nothing|\{)/.test(route))).toEqual([]);
  });

  test('are kept for a second at the most, by their path, and so are errors', () => {
    const policies = [DefaultCacheBehavior, ...CacheBehaviors].map(({ CachePolicyId }) =>
      readable(CachePolicyId),
    );
    expect(policies).toEqual(['<SnapshotsOneSecond>', '<SnapshotsOneSecond>']);
    expect(propertiesOf(template, 'AWS::CloudFront::CachePolicy', 'SnapshotsOneSecond')).toMatchObject({
      CachePolicyConfig: {
        MinTTL: 0,
        DefaultTTL: 1,
        MaxTTL: 1,
        ParametersInCacheKeyAndForwardedToOrigin: {
          CookiesConfig: { CookieBehavior: 'none' },
          HeadersConfig: { HeaderBehavior: 'none' },
          QueryStringsConfig: { QueryStringBehavior: 'none' },
        },
      },
    });
    expect(
      CustomErrorResponses.map(({ ErrorCode, ErrorCachingMinTTL }) => [ErrorCode, ErrorCachingMinTTL]),
    ).toEqual([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((status) => [status, 1]));
  });

  test('may be read by any page, which the edge says itself', () => {
    expect(
      propertiesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy', 'SnapshotsHeaders'),
    ).toMatchObject({
      ResponseHeadersPolicyConfig: {
        CorsConfig: {
          AccessControlAllowOrigins: { Items: ['*'] },
          AccessControlAllowMethods: { Items: ['GET', 'HEAD'] },
          AccessControlAllowCredentials: false,
          OriginOverride: true,
        },
      },
    });
    expect(readable(CacheBehaviors[0]?.ResponseHeadersPolicyId)).toBe('<SnapshotsHeaders>');
  });
});
