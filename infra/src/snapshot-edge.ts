import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import { Aws, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HttpGateway } from './http-gateway.ts';

export interface SnapshotEdgeProps {
  readonly web: HttpGateway;
}

/** How long one answer does for everybody near one edge. */
const ageMax = Duration.seconds(1);

/** What CloudFront would keep for ten seconds if it were not told. */
const errorStatuses = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * Snapshots of drops for as many as ask, each asked for at the HTTP API once a second and edge. It has a distribution of its own:
 * the API names the site among its origins, so the site's distribution cannot name the API.
 */
export class SnapshotEdge extends Construct {
  /** Without a slash at its end; a snapshot is at `/drops/<drop id>/snapshot` below it. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: SnapshotEdgeProps) {
    super(scope, id);

    // Called by its name all over the account, whatever the region.
    const name = `${Aws.STACK_NAME}-${Aws.REGION}-snapshots`;
    const overTls = { protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY };
    const served = {
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      cachedMethods: cloudfront.CachedMethods.CACHE_GET_HEAD,
      // Kept by path and by whether it may be packed, nothing else: nobody gets past the cache by a header or a query.
      cachePolicy: new cloudfront.CachePolicy(this, 'OneSecond', {
        cachePolicyName: name,
        minTtl: Duration.seconds(0),
        defaultTtl: ageMax,
        maxTtl: ageMax,
        queryStringBehavior: cloudfront.CacheQueryStringBehavior.none(),
        headerBehavior: cloudfront.CacheHeaderBehavior.none(),
        cookieBehavior: cloudfront.CacheCookieBehavior.none(),
        enableAcceptEncodingGzip: true,
        enableAcceptEncodingBrotli: true,
      }),
      // A snapshot is for all, whatever page it is read on.
      responseHeadersPolicy: new cloudfront.ResponseHeadersPolicy(this, 'Headers', {
        responseHeadersPolicyName: name,
        corsBehavior: {
          accessControlAllowOrigins: ['*'],
          accessControlAllowHeaders: ['*'],
          accessControlAllowMethods: ['GET', 'HEAD'],
          accessControlAllowCredentials: false,
          originOverride: true,
        },
      }),
    };

    const distribution = new cloudfront.Distribution(this, 'Distribution', {
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      // There is nothing else here: below this path the API has no route, and says so.
      defaultBehavior: {
        ...served,
        origin: new origins.HttpOrigin(props.web.host, { ...overTls, originPath: '/nothing' }),
      },
      additionalBehaviors: {
        '/drops/*/snapshot': { ...served, origin: new origins.HttpOrigin(props.web.host, overTls) },
      },
      errorResponses: errorStatuses.map((httpStatus) => ({ httpStatus, ttl: ageMax })),
    });
    this.url = `https://${distribution.distributionDomainName}`;
  }
}
